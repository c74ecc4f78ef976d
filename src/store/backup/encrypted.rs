//! Copies that only the holder of a key can read, in the age format. The plain text of one is in memory only.

use age::{Decryptor, Encryptor, Identity, Recipient, secrecy::SecretString};
use std::{
    io::{BufReader, Read, Write},
    path::Path,
};

/// What an age file begins with.
pub const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// The largest key or list of recipients that is read.
const KEYS_MAX: u64 = 1 << 20;
/// The largest copy that is taken into memory: 1 GiB.
pub(super) const LARGE: u64 = 1 << 30;

/// Who can read an encrypted copy.
pub struct Recipients(Vec<Box<dyn Recipient + Send>>);

impl Recipients {
    /// Each word is a recipient (`age1…`, `ssh-ed25519 …`, `ssh-rsa …`) or a file that holds some, such as
    /// `~/.ssh/id_ed25519.pub`. The error is a sentence.
    pub fn read(words: &[String]) -> Result<Recipients, String> {
        let mut all = Vec::new();
        for word in words {
            if let Some(found) = recipient(word)? {
                all.push(found);
                continue;
            }
            let text = small(Path::new(word))?;
            let before = all.len();
            for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
                all.extend(recipient(line).map_err(|why| format!("{word}: {why}"))?);
            }
            if all.len() == before {
                return Err(format!("{word} holds no recipient (age1…, ssh-ed25519 …, ssh-rsa …)"));
            }
        }
        Ok(Recipients(all))
    }
}

/// `None` if it does not look like one.
fn recipient(text: &str) -> Result<Option<Box<dyn Recipient + Send>>, String> {
    if text.starts_with("age1") {
        let found: age::x25519::Recipient = text.parse().map_err(|why| format!("this is no age recipient: {why}"))?;
        return Ok(Some(Box::new(found)));
    }
    if !text.starts_with("ssh-") {
        return Ok(None);
    }
    match text.parse::<age::ssh::Recipient>() {
        Ok(found) => Ok(Some(Box::new(found))),
        Err(why) => Err(format!("this SSH key cannot be encrypted to ({why:?}); ssh-ed25519 and ssh-rsa can")),
    }
}

fn small(path: &Path) -> Result<String, String> {
    let name = path.display();
    let file = std::fs::File::open(path).map_err(|e| format!("{name}: {e}"))?;
    let mut text = String::new();
    file.take(KEYS_MAX).read_to_string(&mut text).map_err(|e| format!("{name}: {e}"))?;
    Ok(text)
}

/// Encrypts for all of these.
pub(super) fn encrypt(plain: &[u8], to: &Recipients) -> Result<Vec<u8>, String> {
    let all = to.0.iter().map(|r| &**r as &dyn Recipient);
    let written = || -> Result<Vec<u8>, String> {
        let encryptor = Encryptor::with_recipients(all).map_err(|e| e.to_string())?;
        let mut out = Vec::with_capacity(plain.len() + 1024);
        let mut writer = encryptor.wrap_output(&mut out).map_err(|e| e.to_string())?;
        writer.write_all(plain).map_err(|e| e.to_string())?;
        writer.finish().map_err(|e| e.to_string())?;
        Ok(out)
    };
    written().map_err(|why| format!("it cannot be encrypted: {why}"))
}

/// Whether a file is an encrypted one, by its first bytes.
pub fn is_encrypted(path: &Path) -> bool {
    let mut first = [0; MAGIC.len()];
    // Only a file that is not ours is opened: a data file that is open has another beginning, and no other descriptor.
    !super::super::is_open_here(path)
        && std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok()
        && first == *MAGIC
}

/// Asks for the passphrase of a key; `None` if nobody can be asked.
pub type Ask = fn(&str) -> Option<String>;

/// Asks only for passphrases.
#[derive(Clone)]
struct Asking(Ask);

impl age::Callbacks for Asking {
    fn display_message(&self, _: &str) {}
    fn confirm(&self, _: &str, _: &str, _: Option<&str>) -> Option<bool> {
        None
    }
    fn request_public_string(&self, _: &str) -> Option<String> {
        None
    }
    fn request_passphrase(&self, description: &str) -> Option<SecretString> {
        self.0(description).map(SecretString::from)
    }
}

/// The bytes of an encrypted copy, for the holder of a key: an SSH private key or a file of age identities.
pub fn decrypt(copy: &Path, key: &Path, ask: Ask) -> Result<Vec<u8>, String> {
    let name = copy.display();
    let held = identities(key, ask)?;
    let file = std::fs::File::open(copy).map_err(|e| format!("{name}: {e}"))?;
    let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(|e| format!("{name}: {e}"))?;
    let all = held.iter().map(|identity| &**identity as &dyn Identity);
    let mut reader = decryptor.decrypt(all).map_err(|e| format!("{name} is not opened by {}: {e}", key.display()))?;
    let mut plain = Vec::new();
    let read = reader.by_ref().take(LARGE + 1).read_to_end(&mut plain);
    read.map_err(|e| format!("{name} is damaged or was changed: {e}"))?;
    match plain.len() as u64 > LARGE {
        true => Err(format!("{name} is larger than 1 GiB; open it with age")),
        false => Ok(plain),
    }
}

fn identities(key: &Path, ask: Ask) -> Result<Vec<Box<dyn Identity>>, String> {
    let text = small(key)?;
    let name = key.display();
    if text.trim_start().starts_with("-----BEGIN") {
        let found = age::ssh::Identity::from_buffer(text.as_bytes(), Some(name.to_string()));
        return match found.map_err(|e| format!("{name}: {e}"))? {
            age::ssh::Identity::Unsupported(_) => {
                Err(format!("{name} is a key that cannot decrypt (hardware, old PEM)"))
            }
            identity => Ok(vec![Box::new(identity.with_callbacks(Asking(ask)))]),
        };
    }
    let file = age::IdentityFile::from_buffer(text.as_bytes()).map_err(|e| format!("{name}: {e}"))?;
    let all = file.into_identities().map_err(|e| format!("{name}: {e}"))?;
    match all.is_empty() {
        true => Err(format!("{name} holds no key (an SSH private key, or AGE-SECRET-KEY-1…)")),
        false => Ok(all.into_iter().map(|identity| identity as Box<dyn Identity>).collect()),
    }
}
