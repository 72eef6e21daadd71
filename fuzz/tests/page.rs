//! Seeds, seeds changed, and random bytes.
#![allow(clippy::expect_used, reason = "a test stops where it finds a fault")]

use std::path::Path;

use khabar_fuzz::page;

/// How many ways each seed is changed.
const CHANGES: u64 = 60;

fn seeds() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Vec::new();
    for folder in [root.join("seeds"), root.join("../spec/pages"), root.join("../examples/pages")] {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("readable").path();
            let bytes = std::fs::read(&path).expect("readable");
            seeds.push((path.display().to_string(), bytes));
        }
    }
    seeds.sort();
    seeds
}

/// A small generator of numbers (splitmix64), so that every run changes the seeds in the same ways.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A seed cut, with bytes changed, a part doubled or a part of another seed in it.
fn changed(seed: &[u8], other: &[u8], state: &mut u64) -> Vec<u8> {
    let mut out = seed.to_vec();
    let at = |state: &mut u64, len: usize| next(state) as usize % len.max(1);
    for _ in 0..=at(state, 4) {
        let (from, length) = (at(state, out.len()), at(state, 200));
        let end = (from + length).min(out.len());
        match next(state) % 5 {
            0 => out.truncate(from),
            1 => {
                for byte in out.iter_mut().take(end).skip(from).step_by(7) {
                    *byte = next(state) as u8;
                }
            }
            2 => {
                let part: Vec<u8> = out.iter().take(end).skip(from).copied().collect();
                out.splice(from..from, part.repeat(3));
            }
            3 => {
                let start = at(state, other.len());
                let part: Vec<u8> = other.iter().skip(start).take(length).copied().collect();
                out.splice(from..from, part);
            }
            _ => {
                out.drain(from..end);
            }
        }
    }
    out
}

#[test]
fn seeds_and_what_is_near_them() {
    let seeds = seeds();
    assert!(seeds.len() >= 30, "only {} seeds", seeds.len());
    let mut state = 1;
    for (n, (name, seed)) in seeds.iter().enumerate() {
        assert_eq!(page(seed), Ok(()), "{name}");
        let other = seeds.get((n + 7) % seeds.len()).map_or(&[][..], |s| &s.1);
        for change in 0..CHANGES {
            let bytes = changed(seed, other, &mut state);
            assert_eq!(page(&bytes), Ok(()), "{name}, change {change}");
        }
    }
}

#[test]
fn random_bytes() {
    bolero::check!()
        .with_iterations(2_000)
        .with_max_len(2_048)
        .for_each(|bytes: &[u8]| assert_eq!(page(bytes), Ok(())));
}
