//! Signing a line with an SSH key that a person has, and saying who signed one: by `ssh-keygen`, which knows agents and
//! security keys. Nothing goes over a network.

use std::{
    io::{self, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

/// What the signature is for: a signature for anything else does not count.
const NAMESPACE: &str = "aims-audit-head";

/// Who signed a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signer {
    /// A key that the list of signers names, and whose it is.
    By { who: String, key: String },
    /// The signature fits the line; whose the key is nobody here said.
    Key(String),
    /// The signature is not of this line, or not for this purpose.
    Bad(String),
    /// It could not be looked at.
    Unchecked(String),
}

/// Signs a line, its line end included. The error is a sentence. `ssh-keygen` asks for a passphrase on the terminal.
pub fn sign(line: &str, key: &Path) -> Result<String, String> {
    let mut command = Command::new("ssh-keygen");
    command.args(["-Y", "sign", "-n", NAMESPACE, "-f"]).arg(key);
    let output = run(&mut command, line).map_err(|why| format!("nothing was signed: {why}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("nothing was signed: {}", said(&output))),
    }
}

/// Says who signed a line; with a list of signers (`ssh-keygen` calls it *allowed signers*) by name.
pub fn signer(line: &str, signature: &str, signers: Option<&Path>) -> Signer {
    let checked = || -> io::Result<Signer> {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(signature.as_bytes())?;
        let keygen = |what: &str| {
            let mut command = Command::new("ssh-keygen");
            command.args(["-Y", what, "-n", NAMESPACE, "-s"]).arg(file.path());
            command
        };
        let output = run(&mut keygen("check-novalidate"), line)?;
        if !output.status.success() {
            return Ok(Signer::Bad(said(&output)));
        }
        let key = key_of(&output);
        let Some(signers) = signers else { return Ok(Signer::Key(key)) };
        let found = run(keygen("find-principals").arg("-f").arg(signers), line)?;
        let names = String::from_utf8_lossy(&found.stdout).into_owned();
        for who in names.lines().filter(|_| found.status.success()) {
            if run(keygen("verify").arg("-f").arg(signers).arg("-I").arg(who), line)?.status.success() {
                return Ok(Signer::By { who: who.into(), key });
            }
        }
        Ok(Signer::Key(format!("{key}, which {} does not name for this", signers.display())))
    };
    checked().unwrap_or_else(|error| Signer::Unchecked(error.to_string()))
}

fn run(command: &mut Command, line: &str) -> io::Result<Output> {
    let none = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::new(io::ErrorKind::NotFound, "ssh-keygen (OpenSSH 8.2) is not there"),
        _ => error,
    };
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(none)?;
    if let Some(mut stdin) = child.stdin.take() {
        // What ends before it read the line says why.
        let _ = writeln!(stdin, "{line}");
    }
    child.wait_with_output()
}

/// `Good "…" signature with ED25519 key SHA256:…`
fn key_of(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.trim().rsplit_once(" with ").map_or(text.trim().to_string(), |(_, key)| key.to_string())
}

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let text = text.trim().lines().last().unwrap_or_default().trim().to_string();
    if text.is_empty() { format!("ssh-keygen ended with {}", output.status) } else { text }
}
