//! The fonts of the reading room, from their packages: only the files that the style sheet names, and their licences.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::project;

/// A package, its version, its licence's name here, and the files that are taken.
struct Font {
    package: &'static str,
    version: &'static str,
    licence: &'static str,
    files: &'static [&'static str],
}

const FONTS: [Font; 2] = [
    Font {
        package: "@fontsource/ibm-plex-sans-arabic",
        version: "5.3.0",
        licence: "ibm-plex-sans-arabic-OFL.txt",
        files: &[
            "ibm-plex-sans-arabic-arabic-400-normal.woff2",
            "ibm-plex-sans-arabic-arabic-600-normal.woff2",
            "ibm-plex-sans-arabic-latin-400-normal.woff2",
            "ibm-plex-sans-arabic-latin-600-normal.woff2",
        ],
    },
    Font {
        package: "@fontsource/noto-naskh-arabic",
        version: "5.3.0",
        licence: "noto-naskh-arabic-OFL.txt",
        files: &["noto-naskh-arabic-arabic-400-normal.woff2", "noto-naskh-arabic-arabic-700-normal.woff2"],
    },
];

/// Fetches them with npm and puts them into the crate that serves them.
pub fn run() -> Result<()> {
    let to = project::root().join("crates/khabar-web/assets/fonts");
    fs::create_dir_all(&to)?;
    let scratch = project::scratch()?;
    for font in &FONTS {
        let package = format!("{}@{}", font.package, font.version);
        let packed =
            project::output(Command::new("npm").args(["pack", "--silent", &package]).current_dir(&scratch))?;
        let archive = scratch.join(packed.trim());
        let mut missing: Vec<&str> = font.files.to_vec();
        for entry in tar::Archive::new(flate2::read::GzDecoder::new(File::open(&archive)?)).entries()? {
            let mut entry = entry?;
            let path = entry.path()?.into_owned();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            let mut bytes = Vec::new();
            if path == Path::new("package/LICENSE") {
                entry.read_to_end(&mut bytes)?;
                fs::write(to.join(font.licence), bytes)?;
            } else if let Some(at) = missing.iter().position(|f| *f == name) {
                entry.read_to_end(&mut bytes)?;
                fs::write(to.join(name), bytes)?;
                missing.remove(at);
            }
        }
        ensure!(missing.is_empty(), "{package} has no {missing:?}");
        fs::remove_file(&archive).with_context(|| archive.display().to_string())?;
    }
    println!("{} packages of fonts are in {}", FONTS.len(), to.display());
    Ok(())
}
