//! Another program, asked for what it makes of a file: no shell, no path, so long and so much and no more.

use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread::spawn;
use std::time::Duration;

/// Bytes of a program's complaints that are read.
const COMPLAINTS: u64 = 4096;
/// Characters of a complaint that are passed on.
const COMPLAINT: usize = 160;

/// Why a program gave nothing.
#[derive(Debug)]
pub enum Fault {
    /// It is not on this machine.
    Missing,
    /// It took longer than it may.
    Slow,
    /// It says that it cannot, in its own words.
    Refused(String),
    /// It could not be run.
    Io(io::Error),
}

/// What `program` writes of a file that it reads from its standard input, cut behind `most` bytes.
pub fn output(
    program: &Path,
    arguments: &[&str],
    mut file: &File,
    most: u64,
    seconds: u64,
) -> Result<Vec<u8>, Fault> {
    file.rewind().map_err(Fault::Io)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::from(file.try_clone().map_err(Fault::Io)?))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| if e.kind() == io::ErrorKind::NotFound { Fault::Missing } else { Fault::Io(e) })?;
    let (send, receive) = channel();
    if let Some(out) = child.stdout.take() {
        spawn(move || {
            let mut bytes = Vec::new();
            let read = out.take(most).read_to_end(&mut bytes);
            send.send(read.map(|_| bytes))
        });
    }
    let complaints = child.stderr.take().map(|err| spawn(move || head(err)));
    let written = receive.recv_timeout(Duration::from_secs(seconds));
    let is_done = matches!(&written, Ok(Ok(bytes)) if (bytes.len() as u64) < most);
    if !is_done {
        // It may have ended by itself since.
        let _ = child.kill();
    }
    let status = child.wait().map_err(Fault::Io)?;
    match written {
        Err(_) => Err(Fault::Slow),
        Ok(Err(fault)) => Err(Fault::Io(fault)),
        Ok(Ok(bytes)) if !is_done || status.success() => Ok(bytes),
        Ok(Ok(_)) => {
            let said = complaints.and_then(|thread| thread.join().ok()).unwrap_or_default();
            let first =
                said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no reason given");
            Err(Fault::Refused(first.chars().take(COMPLAINT).collect()))
        }
    }
}

/// The first words of a stream; the rest is read away, so that its writer does not wait.
fn head(mut stream: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = stream.by_ref().take(COMPLAINTS).read_to_end(&mut bytes);
    let _ = io::copy(&mut stream, &mut io::sink());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    /// What a script of the shell makes of `words`.
    fn run(script: &str, most: u64, seconds: u64) -> Result<Vec<u8>, Fault> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all("كلمات".as_bytes()).unwrap();
        output(&program, &[], &file, most, seconds)
    }

    #[test]
    fn a_program_reads_the_file_from_its_beginning() {
        assert_eq!(run("cat", 1000, 20).unwrap(), "كلمات".as_bytes());
    }

    #[test]
    fn time_and_output_have_an_end() {
        let begun = Instant::now();
        assert!(matches!(run("exec sleep 30", 1000, 1), Err(Fault::Slow)));
        assert_eq!(run("exec yes", 1000, 20).unwrap().len(), 1000);
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing is waited for");
    }

    #[test]
    fn what_it_complains_of_is_passed_on() {
        let fault = run("echo 'Incorrect password' >&2; exit 1", 1000, 20).unwrap_err();
        assert!(matches!(fault, Fault::Refused(words) if words == "Incorrect password"));
        let nowhere = Path::new("/nowhere/pdftotext");
        let fault = output(nowhere, &[], &tempfile::tempfile().unwrap(), 1, 1).unwrap_err();
        assert!(matches!(fault, Fault::Missing));
    }
}
