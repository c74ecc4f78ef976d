//! Zip packages: parts under names, the same parts always the same bytes.

use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The bytes of a package with these parts, in their order. Files taken out of it are for their owner only.
pub fn zip<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, String> {
    let said = |e: &dyn std::fmt::Display| format!("the package cannot be made: {e}");
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        package.start_file(name, options).map_err(|e| said(&e))?;
        package.write_all(bytes).map_err(|e| said(&e))?;
    }
    Ok(package.finish().map_err(|e| said(&e))?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_are_the_same_bytes_and_are_read_back() {
        let parts: [(&str, &[u8]); 2] = [("a/b.txt", b"one"), ("c", b"")];
        let bytes = zip(parts).unwrap();
        assert_eq!(bytes, zip(parts).unwrap());
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let part = package.by_name("a/b.txt").unwrap();
        assert_eq!(part.unix_mode().map(|mode| mode & 0o777), Some(0o600));
        assert_eq!(std::io::read_to_string(part).unwrap(), "one");
    }
}
