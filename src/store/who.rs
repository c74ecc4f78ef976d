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

    /// The login of the account that runs this process. A name in the environment proves nothing and stands beside it.
    pub fn here() -> Who {
        let named = |key| std::env::var(key).ok().filter(|name: &String| !name.trim().is_empty());
        let typed = named("USER").or_else(|| named("LOGNAME"));
        let uid = rustix::process::getuid().as_raw();
        let login = login_of(uid).unwrap_or_else(|| format!("uid {uid}"));
        let user = called(&login, typed.as_deref());
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let host = if host.is_empty() { "localhost".into() } else { host };
        Who { user: short(&user, 200), host: short(&host, 255), pid: std::process::id() }
    }
}

/// The login, with the name that the environment gives where that is another.
fn called(login: &str, typed: Option<&str>) -> String {
    match typed.map(str::trim).filter(|typed| *typed != login) {
        Some(typed) => format!("{} as {}", short(login, 95), short(typed, 95).replace('@', "_")),
        None => login.to_string(),
    }
}

/// The login name of a user number, as far as the local list of users has it.
fn login_of(uid: u32) -> Option<String> {
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    list.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(uid)).then(|| name.to_string())
    })
}

/// One line of at most `max` characters.
fn short(text: &str, max: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_environment_stands_beside_the_login() {
        assert_eq!(called("ann", Some("ann")), "ann");
        assert_eq!(called("ann", None), "ann");
        assert_eq!(called("ann", Some("boss@office")), "ann as boss_office");
        assert_eq!(called("uid 1234", Some("chief")), "uid 1234 as chief");
    }
}
