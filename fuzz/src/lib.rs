//! Inputs made at random for every format that is read, and what must hold of each: nothing panics, a source ends, a page
//! becomes a record that reads back as itself.
//!
//! Inputs are numbered: the same seed, format and number give the same input. `cargo test -p khabar-fuzz` tries some
//! thousands, `cargo xtask fuzz` as many as are asked for. With cargo-bolero installed,
//! `cargo bolero test random_bytes -p khabar-fuzz --engine libfuzzer` hunts for as long as it is left.

mod check;
mod make;
mod pool;
mod random;

pub use check::{Counted, Setup, page, source};
pub use make::{Format, Made, changed};
pub use pool::Pool;
pub use random::Random;

/// Makes an input and looks at all that becomes of it.
///
/// # Errors
/// What is wrong, where anything is.
pub fn input(format: &Format, seed: u64, number: u64, pool: &Pool) -> Result<Counted, String> {
    let (made, setup) = made(format, seed, number, pool);
    source(&made, &setup)
}

/// An input, and how it is read.
#[must_use]
pub fn made(format: &Format, seed: u64, number: u64, pool: &Pool) -> (Made, Setup) {
    let mut random = Random::of(seed, format.name, number);
    let made = format.make(&mut random, pool);
    (made, Setup::at_random(&mut random))
}
