//! Whose session this is, as far as a login tells: no proof of a person.

/// User, host and process of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub user: String,
    pub host: String,
    pub pid: u32,
}

impl Who {
    /// `user@host`, as it stands in the journal.
    pub fn actor(&self) -> String {
        format!("{}@{}", self.user, self.host)
    }

    /// The login of this process.
    pub fn here() -> Who {
        let named = |key| std::env::var(key).ok().filter(|name| !name.trim().is_empty());
        let user = named("USER").or_else(|| named("LOGNAME"));
        let user = user.unwrap_or_else(|| format!("uid-{}", rustix::process::getuid().as_raw()));
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let host = if host.is_empty() { "localhost".into() } else { host };
        Who { user: short(&user, 200), host: short(&host, 255), pid: std::process::id() }
    }
}

/// One line of at most `max` characters.
fn short(text: &str, max: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(max).collect()
}
