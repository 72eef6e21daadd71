//! Seeds, seeds changed, random bytes, and some thousands of inputs of every format that is read.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it finds a fault")]

use std::sync::LazyLock;

use khabar_fuzz::{Format, Pool, Random, changed, input, page};

/// How many ways each seed is changed.
const CHANGES: u64 = 60;
/// Of a thousand inputs, so many times the share of each format.
const THOUSANDS: u64 = 20;

static POOL: LazyLock<Pool> = LazyLock::new(|| Pool::of_workspace().expect("the workspace is there"));

#[test]
fn seeds_and_what_is_near_them() {
    let seeds = &POOL.seeds;
    assert!(seeds.len() >= 30, "only {} seeds", seeds.len());
    let mut random = Random::new(1);
    for (n, (name, seed)) in seeds.iter().enumerate() {
        assert_eq!(page(seed), Ok(()), "{name}");
        let other = seeds.get((n + 7) % seeds.len()).map_or(&[][..], |s| &s.1);
        for change in 0..CHANGES {
            let bytes = changed(seed, other, &mut random);
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

/// Reads the first inputs of a format.
fn read(name: &str) {
    let format = Format::of_name(name).expect("there is such a format");
    let mut pages = 0;
    for number in 0..format.share * THOUSANDS {
        match input(&format, 1, number, &POOL) {
            Ok(counted) => pages += counted.pages,
            Err(fault) => panic!("{name} {number}: {fault}"),
        }
    }
    // A maker whose inputs are all refused tries nothing; an ARC archive always is.
    assert!(pages as u64 >= format.share || name == "arc", "{name}: only {pages} pages");
}

macro_rules! formats {
    ($($name:ident)*) => { $(
        #[test]
        fn $name() {
            read(stringify!($name));
        }
    )* };
}

formats! { bytes text seeds html json feed warc arc table mail telegram whatsapp office packed }
