//! The model of syntax and its file.
//!
//! The payload of `KHABARSY` ([`crate::model_file`]): the tables of actions and of relations
//! ([`Weights::write`](crate::weights::Weights::write)).

use std::sync::LazyLock;

use super::relation::RELATIONS;
use super::state::ACTIONS;
use crate::error::Error;
use crate::model_file;
use crate::weights::Weights;

/// The version of the format and of features.
pub const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"KHABARSY";

/// What was learned of trees.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// What to do next.
    pub actions: Weights<ACTIONS>,
    /// How head and dependent are related.
    pub relations: Weights<RELATIONS>,
}

impl Model {
    /// The model that the binary carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            Model::from_bytes(include_bytes!("../../models/syntax.khm")).unwrap_or_default()
        });
        &MODEL
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] for a file that is no model, is of another version, was cut short or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut input = model_file::open(MAGIC, VERSION, "syntax", bytes)?;
        let actions = Weights::read(&mut input)?;
        Ok(Self { actions, relations: Weights::read(&mut input)? })
    }

    /// Writes a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.actions.write(&mut out);
        self.relations.write(&mut out);
        model_file::seal(MAGIC, VERSION, &out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_whole() {
        let model = Model::from_bytes(include_bytes!("../../models/syntax.khm")).unwrap();
        assert!(model.actions.used() > 10_000);
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        let whole = Model::default().to_bytes();
        assert!(Model::from_bytes(&whole).is_ok());
        let says = |bytes: &[u8]| Model::from_bytes(bytes).unwrap_err().to_string();
        assert!(says(b"").contains("no syntax model"));
        assert!(says(&whole[..whole.len() - 3]).contains("cut short"));
    }
}
