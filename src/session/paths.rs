//! The folders of this person, by the XDG rules on every system. A data file named by its path uses none of them.

use etcetera::BaseStrategy;
use std::{
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// Where the program keeps what belongs to the person and not to a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// `$XDG_CONFIG_HOME/aims`
    pub config: PathBuf,
    /// `$XDG_DATA_HOME/aims`
    pub data: PathBuf,
    /// `$XDG_STATE_HOME/aims`
    pub state: PathBuf,
    /// What `~` stands for.
    pub home: PathBuf,
}

impl Folders {
    /// Those of the person who runs the program; without a home folder, the current folder serves.
    pub fn of_environment() -> Folders {
        match etcetera::choose_base_strategy() {
            Ok(base) => Folders {
                config: base.config_dir().join("aims"),
                data: base.data_dir().join("aims"),
                state: base.state_dir().unwrap_or_else(|| base.data_dir()).join("aims"),
                home: base.home_dir().to_path_buf(),
            },
            Err(_) => Folders::under(Path::new(".")),
        }
    }

    /// All below one folder, for tests.
    pub fn under(root: &Path) -> Folders {
        Folders {
            config: root.join("config"),
            data: root.join("data"),
            state: root.join("state"),
            home: root.to_path_buf(),
        }
    }

    /// The person's own key map.
    pub fn keys(&self) -> PathBuf {
        self.config.join("keys.toml")
    }
    /// What the person set for every file.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.toml")
    }
    pub fn demo(&self) -> PathBuf {
        self.data.join("demo.aims")
    }
    pub fn recent(&self) -> PathBuf {
        self.state.join("recent")
    }
    /// Texts that are open in the person's own editor.
    pub fn editing(&self) -> PathBuf {
        self.state.join("editing")
    }
    pub fn rescue(&self) -> PathBuf {
        self.state.join("rescue")
    }

    /// Copies of data files, a folder each.
    pub fn copies(&self) -> PathBuf {
        self.data.join("copies")
    }

    /// A path as a person types it: `~` is the home folder.
    pub fn expand(&self, path: &Path) -> PathBuf {
        match path.strip_prefix("~") {
            Ok(rest) => self.home.join(rest),
            Err(_) => path.to_path_buf(),
        }
    }
}

/// Makes a folder that only its owner can enter, with all that are missing above it.
pub fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// A file name with an ending, unless it has one.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    match path.extension() {
        Some(_) => path.to_path_buf(),
        None => path.with_extension(ending),
    }
}

/// Whether a file lies there; a link that leads nowhere is none.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// The last part of a path, for messages.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    crate::shown::shown_line(&name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_folder_is_written_as_a_tilde() {
        let folders = Folders::under(Path::new("/h"));
        assert_eq!(folders.expand(Path::new("~/a b/c.aims")), Path::new("/h/a b/c.aims"));
        assert_eq!(folders.expand(Path::new("~")), Path::new("/h/"));
        assert_eq!(folders.expand(Path::new("~other/x")), Path::new("~other/x"));
        assert_eq!(folders.expand(Path::new("x~/y")), Path::new("x~/y"));
    }

    #[test]
    fn an_ending_is_added_only_where_there_is_none() {
        assert_eq!(with_ending(Path::new("a/b"), "aims"), Path::new("a/b.aims"));
        assert_eq!(with_ending(Path::new("a/b.txt"), "aims"), Path::new("a/b.txt"));
    }
}
