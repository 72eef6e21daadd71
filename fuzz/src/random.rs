//! Numbers that look random and are the same in every run.

/// A small generator of numbers (splitmix64).
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The numbers of one input of a run: any of them can be made again without those before it.
    #[must_use]
    pub fn of(seed: u64, format: &str, number: u64) -> Self {
        let mut state = Self::new(seed);
        for byte in format.bytes() {
            state = Self::new(state.next() ^ u64::from(byte));
        }
        Self::new(state.next() ^ number)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number under `end`; nought where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end.max(1)
    }

    /// A number from `least` to `most`; small ones come more often, so that inputs are short and some are not.
    pub fn few(&mut self, least: usize, most: usize) -> usize {
        let room = most.saturating_sub(least) + 1;
        least + self.below(room).min(self.below(room)).min(self.below(room))
    }

    /// Whether one chance in so many comes true.
    pub fn once_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    /// One of them; nothing where there is none.
    pub fn pick<T: Copy + Default>(&mut self, of: &[T]) -> T {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }

    /// What is usual, and one time in sixteen something else: an input with a fault in each of its parts is refused at once.
    pub fn mostly<T: Copy + Default>(&mut self, usual: T, rare: &[T]) -> T {
        if self.once_in(16) { self.pick(rare) } else { usual }
    }

    /// One of these texts; an empty one where there is none.
    pub fn text<'t>(&mut self, of: &'t [String]) -> &'t str {
        of.get(self.below(of.len())).map_or("", String::as_str)
    }

    /// So many bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}
