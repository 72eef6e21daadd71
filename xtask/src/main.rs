//! Tasks of the workspace: `cargo xtask --help`.
mod data;
use anyhow::Result;
use std::path::PathBuf;
fn main() -> Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    data::run(&root.join("../shared"), &root.join("crates/khabar/data"))
}
