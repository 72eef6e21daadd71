//! Where things are, and running the project's own commands.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// The workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The folder of gold pages, corpora and lexica.
pub fn shared() -> Result<PathBuf> {
    let folder = std::env::var_os("KHABAR_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    ensure!(folder.is_dir(), "{}: no such folder; KHABAR_SHARED names another", folder.display());
    Ok(folder)
}

/// The cargo that runs this, in the workspace.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// The release binary, built.
pub fn khabar() -> Result<PathBuf> {
    run(cargo().args(["build", "--release", "--quiet", "-p", "khabar-cli"]))?;
    Ok(target().join("release/khabar"))
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A folder under `target/` for what a task makes on its way.
pub fn scratch() -> Result<PathBuf> {
    let folder = root().join("target/xtask");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Runs a command that must succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}

/// What a command that must succeed prints.
pub fn output(command: &mut Command) -> Result<String> {
    let done = command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?}"))?;
    if !done.status.success() {
        bail!("{command:?}: {}", done.status);
    }
    Ok(String::from_utf8(done.stdout)?)
}
