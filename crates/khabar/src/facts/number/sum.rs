//! How the words of a numeral add up.

use crate::lexicon::NumberKind;

/// How far a group has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Empty,
    Hundred,
    Unit,
    Full,
}

/// A sum of groups: what is closed by a scale, and the group that is open.
pub(super) struct Sum {
    /// Closed terms but the last.
    total: f64,
    /// The last closed term, which a greater scale may still multiply: «خمسين ألف» of «خمسين ألف مليون».
    term: f64,
    group: f64,
    slot: Slot,
    /// The scale that closed the last term; the next group must stay below it.
    scale: f64,
    /// The scale that the last term itself had to stay below.
    limit: f64,
}

/// A product of a printed decimal and a scale, without the dust of binary fractions: 4.1 milliards are whole.
fn product(value: f64, scale: f64) -> f64 {
    let exact = value * scale;
    let whole = exact.round();
    if (exact - whole).abs() <= 1e-9 * exact.abs() { whole } else { exact }
}

impl Sum {
    pub fn new() -> Self {
        Self {
            total: 0.0,
            term: 0.0,
            group: 0.0,
            slot: Slot::Empty,
            scale: f64::INFINITY,
            limit: f64::INFINITY,
        }
    }

    pub fn value(&self) -> f64 {
        self.total + self.term + self.group
    }

    /// The scale of a numeral that is one group and its scale («14 مليون»); 1 of any other.
    pub fn only_scale(&self) -> f64 {
        let is_one_term = self.total == 0.0 && self.group == 0.0 && self.slot == Slot::Empty;
        if is_one_term && self.scale.is_finite() { self.scale } else { 1.0 }
    }

    /// Whether a scale is below the last.
    pub fn is_below(&self, scale: f64) -> bool {
        scale < self.scale
    }

    /// Adds a part; false where it does not go on the numeral. Digits have no kind.
    pub fn take(&mut self, kind: Option<NumberKind>, value: f64, first: bool, joined: bool) -> bool {
        use NumberKind as K;
        let opens = first || joined;
        let below = value < self.scale;
        let is_free = matches!(self.slot, Slot::Empty | Slot::Hundred);
        let is_empty = self.slot == Slot::Empty;
        match kind {
            None if opens && is_empty && below => self.put(value, Slot::Full),
            Some(K::Unit | K::Eleven) if opens && below && is_free => self.put(value, Slot::Unit),
            Some(K::Teen) if !opens && self.slot == Slot::Unit && self.group % 100.0 < 10.0 => {
                self.put(10.0, Slot::Full)
            }
            Some(K::Teen) if opens && below && is_free => self.put(10.0, Slot::Full),
            Some(K::Ten | K::Tenth) if opens && below && self.slot != Slot::Full => {
                self.put(value, Slot::Full)
            }
            Some(K::Hundred) if opens && below && is_empty => self.put(value, Slot::Hundred),
            // «ثلاث مئة», «3 مئة»
            Some(K::Hundred)
                if !opens
                    && value.to_bits() == 100.0_f64.to_bits()
                    && matches!(self.slot, Slot::Unit | Slot::Full)
                    && self.group >= 3.0 =>
            {
                self.group *= 100.0;
                self.slot = Slot::Hundred;
                true
            }
            Some(K::Scale) if !opens && !is_empty && below => self.close(product(self.group, value), value),
            // «130 ألف مليار», «130 ألفا وخمسمئة مليار»: a scale behind a smaller one multiplies all since the last greater.
            Some(K::Scale)
                if !opens
                    && self.term > 0.0
                    && value > self.scale
                    && product(self.term + self.group, value) < self.limit =>
            {
                self.term = product(self.term + self.group, value);
                (self.group, self.slot) = (0.0, Slot::Empty);
                self.scale = value;
                true
            }
            Some(K::Scale) if opens && is_empty && below => self.close(value, value),
            Some(K::Dual) if opens && is_empty && below => self.close(value, value / 2.0),
            Some(K::Fraction) if first => self.put(value, Slot::Full),
            // «مليون ونصف المليون»
            Some(K::Fraction) if joined && is_empty && self.scale.is_finite() => {
                self.total += product(value, self.scale);
                true
            }
            _ => false,
        }
    }

    /// Adds a fraction to the open group: «ثلاثة ونصف مليون».
    pub fn add_fraction(&mut self, value: f64) -> bool {
        let is_open = self.slot != Slot::Empty;
        if is_open {
            self.group += value;
        }
        is_open
    }

    fn put(&mut self, value: f64, slot: Slot) -> bool {
        self.group += value;
        self.slot = slot;
        true
    }

    fn close(&mut self, value: f64, scale: f64) -> bool {
        self.total += self.term;
        self.term = value;
        self.group = 0.0;
        self.slot = Slot::Empty;
        self.limit = self.scale;
        self.scale = scale;
        true
    }
}
