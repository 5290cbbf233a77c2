//! Partner files that the app is started with: only what ends in `.partner.json` and is a file, read up to a
//! limit. Whatever else stands among the arguments, links with a scheme included, is not looked at.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

/// More than any partner file holds; the core judges what is in it.
const MAX_BYTES: u64 = 65 * 1024 * 1024;

/// The text of the partner file that `arguments` name; paths are as seen from `folder`.
pub(crate) fn named_by(arguments: &[String], folder: &Path) -> Option<String> {
    let named = arguments.iter().find(|argument| argument.ends_with(".partner.json"))?;
    let path = folder.join(named);
    read(&path).inspect_err(|error| tracing::warn!(path = %path.display(), %error, "not opened")).ok()
}

fn read(path: &PathBuf) -> std::io::Result<String> {
    let is_file = |metadata: fs::Metadata| {
        if metadata.is_file() { Ok(()) } else { Err(std::io::Error::other("it is not a file")) }
    };
    // Looked at before, since a pipe would make the opening wait, and after, since it may have changed.
    is_file(fs::metadata(path)?)?;
    let file = File::open(path)?;
    is_file(file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes)?;
    desk::decode(&bytes).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    #[cfg(unix)]
    use std::{os::unix::fs::symlink, process::Command};

    fn named(folder: &Path, arguments: &[&str]) -> Option<String> {
        let arguments: Vec<String> = arguments.iter().map(|one| (*one).to_owned()).collect();
        named_by(&arguments, folder)
    }

    #[test]
    fn a_partner_file_is_read_as_seen_from_the_folder_in_which_the_app_was_started() {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join("us.partner.json")).unwrap().write_all(b"{}").unwrap();
        assert_eq!(named(folder.path(), &["--flag", "us.partner.json"]), Some("{}".into()));
        // As Notepad saves it.
        File::create(folder.path().join("wide.partner.json")).unwrap().write_all(b"\xff\xfe{\0}\0").unwrap();
        assert_eq!(named(folder.path(), &["wide.partner.json"]), Some("{}".into()));
        let whole = folder.path().join("us.partner.json").display().to_string();
        assert_eq!(named(Path::new("/"), &[&whole]), Some("{}".into()));
        #[cfg(unix)]
        {
            symlink(&whole, folder.path().join("link.partner.json")).unwrap();
            assert_eq!(named(folder.path(), &["link.partner.json"]), Some("{}".into()));
        }
    }

    #[test]
    fn what_is_no_partner_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        File::create(path("notes.json")).unwrap().write_all(b"{}").unwrap();
        File::create(path("binary.partner.json")).unwrap().write_all(b"PK\x03\x04\xff\x80").unwrap();
        fs::create_dir(path("folder.partner.json")).unwrap();
        // Where they can't be made, the names lead to nothing.
        #[cfg(unix)]
        {
            symlink("/dev/zero", path("endless.partner.json")).unwrap();
            assert!(Command::new("mkfifo").arg(path("pipe.partner.json")).status().unwrap().success());
        }
        for name in [
            "notes.json",
            "binary.partner.json",
            "folder.partner.json",
            "endless.partner.json",
            "pipe.partner.json",
            "nowhere.partner.json",
            "https://example.com/us.partner.json",
            "partner-desk://import/us.partner.json",
            "javascript:alert(1)//.partner.json",
        ] {
            assert_eq!(named(folder.path(), &[name]), None, "{name}");
        }
    }
}
