//! The front page of a pack: what is in it, file by file, with links that lead to files beside it and nowhere else.

use super::html::escape;
use crate::shown::shown;

/// A file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub file: String,
    pub what: String,
    pub bytes: usize,
    pub sha256: String,
}

/// The page: title, lines of facts, files in groups. It needs nothing from outside.
pub fn write(title: &str, facts: &[String], groups: &[(&str, Vec<Entry>)]) -> String {
    let said = |text: &str| escape(&shown(text).replace('\n', " "));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>{0}</h1>\n",
        said(title)
    );
    facts.iter().for_each(|fact| out.push_str(&format!("<p>{}</p>\n", said(fact))));
    for (heading, entries) in groups.iter().filter(|(_, entries)| !entries.is_empty()) {
        out.push_str(&format!(
            "<h2>{}</h2>\n<table>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">What it is</th><th \
             scope=\"col\">Bytes</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n",
            said(heading)
        ));
        for entry in entries {
            out.push_str(&format!(
                "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td class=\"n\">{}</td><td class=\"h\">{}</td></tr>\n",
                address(&entry.file),
                said(&entry.file),
                said(&entry.what),
                entry.bytes,
                said(&entry.sha256)
            ));
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out + "</main>\n</body>\n</html>\n"
}

/// A relative address in which every sign but plain ones is written by number.
fn address(file: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
    file.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

const STYLE: &str = "\
body { margin: 0; font: 11pt/1.45 \"Segoe UI\", \"Helvetica Neue\", Arial, \"Liberation Sans\", sans-serif; color: #1a1a1a; background: #fff; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { border: 1px solid #999; padding: .25rem .45rem; text-align: left; vertical-align: top; }
thead th { background: #eee; } td.n { text-align: right; } td.h { font-family: monospace; font-size: .75rem; overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #181818; } thead th { background: #333; } a { color: #8cf; } }
@media print { body { color: #000; background: #fff; } }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_files_beside_and_text_is_text() {
        let entry = Entry { file: "papers/a b<.html".into(), what: "<b>".into(), bytes: 3, sha256: "ab".into() };
        let page = write("T & <x>", &["made <i>".into()], &[("Papers", vec![entry]), ("None", Vec::new())]);
        crate::document::html::tests::assert_well_formed(&page);
        assert!(page.contains("href=\"papers/a%20b%3C.html\"") && page.contains("&lt;b&gt;"), "{page}");
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("None"));
    }
}
