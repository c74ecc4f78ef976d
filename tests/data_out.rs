//! What leaves the program, as those take it who get it: a spreadsheet library, `sha256sum`, a pipeline.

use crate::desk::Desk;
use calamine::{Data, Reader, Xlsx};
use std::{fs, io::Cursor, os::unix::fs::PermissionsExt, path::Path, process::Command};

/// The file of a desk, and a path beside it.
fn paths(desk: &Desk, name: &str) -> (String, String) {
    let beside = desk.path().with_file_name(name);
    (desk.path().display().to_string(), beside.display().to_string())
}

#[test]
fn an_ending_that_there_is_not_is_refused_by_naming_those_there_are_and_nothing_is_written() {
    let desk = Desk::demo();
    for (args, name, wanted) in [
        (&["report", "soa"][..], "x.odt", ".md (Markdown), .html (HTML), .docx (Word), .pdf (PDF), .xlsx (workbook)"),
        (&["export", "systems"], "x.pdf", ".csv (a table)"),
        (&["export"], "x.csv", ".ics (interviews, promises and due days for a calendar)"),
        (&["bundle"], "x.tar", "a folder (a name without an ending) or a .zip file"),
    ] {
        let (file, out) = paths(&desk, name);
        let (code, said) = desk.shell(&[args, &[&file, "-o", &out]].concat());
        assert!(code == 2 && said.contains(wanted), "{args:?}: {code} {said}");
        assert!(!Path::new(&out).exists(), "{out}");
    }
    let (file, out) = paths(&desk, "x.json");
    let (code, said) = desk.shell(&["export", "systems", &file, "--csv", "-o", &out]);
    assert!(code == 2 && said.contains("do not go together") && !Path::new(&out).exists(), "{said}");
}

#[test]
fn a_workbook_has_a_sheet_for_each_register_with_ids_days_and_lists() {
    let desk = Desk::demo();
    let (file, out) = paths(&desk, "all.xlsx");
    let (code, said) = desk.shell(&["export", &file, "-o", &out]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(&out).unwrap())).unwrap();
    let records = desk.records();
    let range = book.worksheet_range("findings").unwrap();
    let heads: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert!(heads[0] == "aims id" && heads.contains(&"Owner: names".to_string()), "{heads:?}");
    let ids: Vec<String> = range.rows().skip(1).map(|row| row[0].to_string()).collect();
    let wanted: Vec<String> = records.all(aims::domain::Kind::Finding).map(|r| r.id.to_string()).collect();
    assert_eq!(ids, wanted);
    let due = heads.iter().position(|head| head == "Due date").unwrap();
    assert!(range.rows().any(|row| matches!(row[due], Data::DateTime(_))), "{due}");
    assert!(book.sheet_names().len() > 20 && book.worksheet_range("Lists").is_ok());
    // Not over what is there.
    let (code, said) = desk.shell(&["export", &file, "-o", &out]);
    assert!(code == 2 && said.contains("exists already"), "{said}");
}

#[test]
fn csv_for_excel_comes_back_as_the_same() {
    let desk = Desk::demo();
    for kind in ["findings", "actions", "risks", "systems"] {
        let (file, out) = paths(&desk, &format!("{kind}.csv"));
        assert_eq!(desk.shell(&["export", kind, &file, "--for", "excel", "-o", &out]).0, 0);
        assert!(fs::read(&out).unwrap().starts_with("\u{FEFF}aims id;".as_bytes()));
        let (code, said) = desk.shell(&["import", &out, &file, "--kind", kind, "--existing", "update", "--dry-run"]);
        assert!(code == 0 && said.contains("the same") && !said.contains("updated"), "{kind}: {code} {said}");
    }
}

#[test]
fn everything_as_json_is_complete_and_the_same_each_time() {
    let desk = Desk::demo();
    let (file, out) = paths(&desk, "all.json");
    assert_eq!(desk.shell(&["export", &file, "-o", &out]).0, 0);
    let first = fs::read(&out).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&first).unwrap();
    let count: usize = json["kinds"].as_object().unwrap().values().map(|list| list.as_array().unwrap().len()).sum();
    assert_eq!(count, desk.records().every().filter(|r| !r.hidden).count());
    let (_, again) = paths(&desk, "again.json");
    assert_eq!(desk.shell(&["export", &file, "-o", &again]).0, 0);
    assert_eq!(first, fs::read(&again).unwrap());
}

#[test]
fn a_calendar_holds_what_is_to_come_and_no_address() {
    let desk = Desk::demo();
    let (file, out) = paths(&desk, "c.ics");
    let (code, said) = desk.shell(&["export", &file, "-o", &out]);
    assert!(code == 0 && said.contains("that wait"), "{said}");
    let text = fs::read_to_string(&out).unwrap().replace("\r\n ", "");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.matches("BEGIN:VEVENT").count() > 5, "{text}");
    assert!(text.contains("DESCRIPTION:Dear ") && !text.contains("mailto:"), "{text}");
}

#[test]
fn two_days_of_a_file_differ_by_what_was_done_between_them() {
    let mut desk = Desk::demo();
    let (file, other) = paths(&desk, "other.aims");
    fs::copy(&file, &other).unwrap();
    assert_eq!(desk.shell(&["diff", &file, &other]), (0, "no record differs\n".into()));
    desk.field_of("F-009", aims::domain::kinds::finding::TITLE)
        .keys("<C-u>Another name<Enter>said better<Enter>")
        .reopen();
    let (code, said) = desk.shell(&["diff", &other, &file]);
    assert!(code == 1 && said.contains("~ F-009 finding: Another name\n    title: "), "{said}");
    assert!(said.ends_with("0 added, 0 removed, 1 changed\n"), "{said}");
    let (code, json) = desk.shell(&["diff", &other, &file, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(
        code == 1 && json["records"][0]["id"] == "F-009" && json["records"][0]["fields"][0]["after"] == "Another name"
    );
    let (code, said) = desk.shell(&["diff", &file, "--from", "1"]);
    assert!(code == 1 && said.lines().last().unwrap().contains(" added, "), "{said}");
    // Alone it is text for git.
    let (code, text) = desk.shell(&["diff", &file]);
    assert!(code == 0 && text.contains("\nF-009 finding\n") && text.contains("\n  title: Another name\n"), "{text}");
    assert_eq!(desk.shell(&["diff", &file, "missing.aims"]).0, 2);
    assert_eq!(desk.shell(&["diff", &file, &other, "--from", "1"]).0, 2);
}

#[test]
fn a_pipeline_stops_at_what_it_names() {
    let desk = Desk::demo();
    let (file, _) = paths(&desk, "x");
    let (code, said) = desk.shell(&["check", &file, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let checks = json["checks"].as_array().unwrap();
    let first = checks[0]["check"].as_str().unwrap();
    let has = |word: &str| checks.iter().any(|c| c["severity"] == word);
    assert_eq!(code == 1, has("blocker"));
    assert_eq!(desk.shell(&["check", &file, "--fail-on", first]).0, 1);
    assert_eq!(desk.shell(&["check", &file, "--fail-on", "hint"]).0, 1);
    let met = aims::domain::checks::CHECKS.iter().find(|c| checks.iter().all(|found| found["check"] != c.id)).unwrap();
    assert_eq!(desk.shell(&["check", &file, "--fail-on", met.id]).0, 0, "{}", met.id);
    let (code, said) = desk.shell(&["check", &file, "--fail-on", "grave"]);
    assert!(code == 2 && said.contains("blocker, warning, hint"), "{said}");
}

/// `sha256sum` looks at every file of a pack.
fn checked_by_sha256sum(folder: &Path) {
    let said = Command::new("sha256sum").args(["-c", "--strict", "SHA256SUMS"]).current_dir(folder).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let told = String::from_utf8(said.stdout).unwrap();
    assert!(told.lines().all(|line| line.ends_with(": OK")), "{told}");
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        assert_eq!(fs::metadata(&next).unwrap().permissions().mode() & 0o077, 0, "{next:?}");
        for entry in fs::read_dir(next).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                assert_eq!(fs::metadata(&entry).unwrap().permissions().mode() & 0o777, 0o600, "{entry:?}");
                files.push(entry);
            }
        }
    }
    assert_eq!(told.lines().count() + 1, files.len(), "a file without its digest");
}

fn everything_in(folder: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(|e| e.unwrap().path()) {
            match entry.is_dir() {
                true => folders.push(entry),
                false => text += &String::from_utf8_lossy(&fs::read(entry).unwrap()),
            }
        }
    }
    text
}

#[test]
fn a_pack_is_read_with_a_browser_and_checked_with_sha256sum_and_keeps_secrets_at_home() {
    let desk = Desk::demo();
    let (file, out) = paths(&desk, "pack");
    let (code, said) = desk.shell(&["bundle", &file, "-o", &out]);
    assert_eq!(code, 0, "{said}");
    let folder = Path::new(&out);
    checked_by_sha256sum(folder);
    let index = fs::read_to_string(folder.join("index.html")).unwrap();
    for link in index.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(folder.join(link).is_file(), "{link}");
    }
    for part in
        ["papers/soa.html", "papers/risk-register.html", "records.json", "evidence.csv", "head.txt", "registers.xlsx"]
    {
        assert!(index.contains(&format!("href=\"{part}\"")), "{part}");
    }
    let head = fs::read_to_string(folder.join("head.txt")).unwrap();
    let (_, verified) = desk.shell(&["verify", &file]);
    let hash = head.lines().find_map(|line| line.strip_prefix("head ")).unwrap();
    assert!(verified.contains(hash), "{verified} {hash}");
    // People have addresses in this file, and none of them is in the pack.
    let records = desk.records();
    let mails: Vec<&str> = records
        .all(aims::domain::Kind::Person)
        .map(|p| p.text(aims::domain::kinds::person::EMAIL))
        .filter(|mail| !mail.is_empty())
        .collect();
    let text = everything_in(folder);
    assert!(!mails.is_empty() && mails.iter().all(|mail| !text.contains(mail)));
    // What people said stays at home too: no note stands in records.json, in a table or in the workbook.
    let answers = records.all(aims::domain::Kind::Answer);
    let notes: Vec<&str> =
        answers.map(|a| a.text(aims::domain::kinds::answer::NOTE)).filter(|n| !n.is_empty()).collect();
    let first = |note: &str| serde_json::to_string(note.lines().next().unwrap()).unwrap();
    let listed = |folder: &Path| {
        ["records.json", "tables/answer.csv"].map(|f| fs::read_to_string(folder.join(f)).unwrap()).join("")
    };
    let all = listed(folder);
    assert!(notes.len() > 5 && notes.iter().all(|note| !all.contains(first(note).trim_matches('"'))));
    assert!(!all.contains("\"line_times\":"));
    assert!(index.contains("the notes of interviews"), "{index}");
    // A file is taken along by its digest.
    let kept = folder.with_file_name("kept");
    fs::create_dir(&kept).unwrap();
    fs::write(kept.join("policy.txt"), "as it was shown").unwrap();
    let hash = aims::domain::sampling::digest("as it was shown");
    assert_eq!(desk.shell(&["set", "E-01", "sha256", &hash, &file]).0, 0);
    let (_, with) = paths(&desk, "with-files");
    let (code, said) = desk.shell(&["bundle", &file, "-o", &with, "--files", &kept.display().to_string()]);
    assert_eq!(code, 0, "{said}");
    checked_by_sha256sum(Path::new(&with));
    assert_eq!(fs::read_to_string(Path::new(&with).join("files/E-01-policy.txt")).unwrap(), "as it was shown");
    // Not over what is there; with the flags it is, and with secrets.
    let (code, said) = desk.shell(&["bundle", &file, "-o", &out]);
    assert!(code == 2 && said.contains("--force"), "{said}");
    assert_eq!(desk.shell(&["bundle", &file, "-o", &out, "--force", "--private"]).0, 0);
    checked_by_sha256sum(folder);
    assert!(everything_in(folder).contains(mails[0]));
    let all = listed(folder);
    assert!(notes.iter().all(|note| all.contains(first(note).trim_matches('"'))));
    assert!(fs::read_to_string(folder.join("index.html")).unwrap().contains("not to be handed on"));
}

#[test]
fn a_pack_about_one_system_holds_what_belongs_to_it() {
    let desk = Desk::demo();
    let (file, out) = paths(&desk, "pack.zip");
    let (code, said) = desk.shell(&["bundle", &file, "-o", &out, "--about", "S-01"]);
    assert_eq!(code, 0, "{said}");
    let mut package = zip::ZipArchive::new(Cursor::new(fs::read(&out).unwrap())).unwrap();
    let mut read = |name: &str| std::io::read_to_string(package.by_name(name).unwrap()).unwrap();
    let page = read("papers/all-about-s-01.html");
    let records = desk.records();
    let system = records.live("S-01".parse().unwrap()).unwrap();
    assert!(page.contains(system.title()), "{page}");
    let json: serde_json::Value = serde_json::from_str(&read("records.json")).unwrap();
    // All that points at it is there, and not everything.
    let held = |kind: aims::domain::Kind| json["kinds"][kind.spec().table].as_array().map_or(0, Vec::len);
    for (from, _) in records.pointing_at(system.id) {
        let list = json["kinds"][from.id.kind.spec().table].as_array().unwrap();
        assert!(list.iter().any(|r| r["id"] == from.id.to_string()), "{}", from.id);
    }
    let fewer = |kind| held(kind) < records.count(kind);
    assert!(fewer(aims::domain::Kind::Finding) && fewer(aims::domain::Kind::Risk) && fewer(aims::domain::Kind::Answer));
    for wanted in ["A.6.2.4", "8.4"] {
        let (_, out) = paths(&desk, &format!("{wanted}.zip").replace(".zip", "-pack.zip"));
        let (code, said) = desk.shell(&["bundle", &file, "-o", &out, "--about", wanted]);
        assert_eq!(code, 0, "{said}");
    }
    let (code, said) = desk.shell(&["bundle", &file, "-o", "no.zip", "--about", "S-99"]);
    assert!(code == 2 && said.contains("there is no S-99"), "{said}");
}

#[test]
fn papers_go_out_as_word_pdf_and_workbook_from_the_shell_and_from_the_screen() {
    let mut desk = Desk::demo();
    for (kind, name) in [("soa", "s.docx"), ("soa", "s.pdf"), ("soa", "s.xlsx"), ("risk-register", "r.pdf")] {
        let (file, out) = paths(&desk, name);
        let (code, said) = desk.shell(&["report", kind, &file, "-o", &out, "--paper", "letter"]);
        assert_eq!(code, 0, "{said}");
        let bytes = fs::read(&out).unwrap();
        assert!(bytes.starts_with(if name.ends_with("pdf") { b"%PDF-" } else { b"PK\x03\x04" }), "{name}");
    }
    let (_, page) = paths(&desk, "l.html");
    let (file, _) = paths(&desk, "x");
    assert_eq!(desk.shell(&["report", "soa", &file, "-o", &page, "--paper", "letter"]).0, 0);
    assert!(fs::read_to_string(&page).unwrap().contains("size: Letter landscape"));
    // On the screen the sheet is chosen once, a wrong ending keeps the prompt, and the pack is a zip file.
    let (_, pdf) = paths(&desk, "screen.pdf");
    desk.keys("EPrinted<Enter>Letter<Enter>applicability<Enter>");
    desk.keys(&format!("<C-u>{}<Enter>", pdf.replace(".pdf", ".odt")));
    assert!(desk.screen().contains(".docx (Word)"), "{}", desk.screen());
    desk.keys(&format!("<C-u>{pdf}<Enter>"));
    desk.bench.settle();
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    for (words, name) in
        [("Evidence pack about everything", "p.zip"), ("All registers", "w.xlsx"), ("Calendar", "c.ics")]
    {
        let (_, out) = paths(&desk, name);
        desk.keys(&format!("E{words}<Enter><C-u>{out}<Enter>"));
        desk.bench.settle();
        assert!(fs::metadata(&out).is_ok_and(|m| m.len() > 500), "{name} {}", desk.status());
    }
}

#[test]
fn results_and_actions_go_out_as_oscal() {
    let desk = Desk::demo();
    let (file, out) = paths(&desk, "ar.json");
    let (code, said) = desk.shell(&["export", &file, "--oscal", "results", "--about", "RD-02", "-o", &out]);
    assert_eq!(code, 0, "{said}");
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
    let result = &json["assessment-results"]["results"][0];
    assert!(result["findings"].as_array().unwrap().len() > 3 && result["observations"].as_array().unwrap().len() > 3);
    let (code, said) = desk.shell(&["export", &file, "--oscal", "actions"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(code == 0 && json["plan-of-action-and-milestones"]["poam-items"].as_array().unwrap().len() > 2);
    for (args, wanted) in [
        (&["--oscal", "results"][..], "--about"),
        (&["--oscal", "results", "--about", "F-001"], "no round F-001"),
        (&["--oscal", "poem"], "neither results nor actions"),
        (&["--oscal", "actions", "-o", "x.xlsx"], "OSCAL is written as .json"),
    ] {
        let (code, said) = desk.shell(&[&["export", &file], args].concat());
        assert!(code == 2 && said.contains(wanted), "{args:?}: {said}");
    }
}

#[test]
fn registers_leave_in_the_columns_of_ciso_assistant() {
    let desk = Desk::demo();
    let name = desk.path().file_name().unwrap().to_string_lossy().into_owned();
    let (code, audit) = desk.shell(&["export", "answers", &name, "--for", "ciso", "--about", "RD-02"]);
    assert!(code == 0 && audit.contains(";compliance_result;extended_result;requirement_progress;"), "{audit}");
    assert!(audit.contains(";non_compliant;minor_nonconformity;done;"), "{audit}");
    assert!(audit.lines().filter(|line| line.starts_with(';')).count() >= 70, "a row for each clause and control");
    let note = |private: &[&str]| {
        let args = [&["export", "answers", &name, "--for", "ciso", "--about", "RD-02"], private].concat();
        desk.shell(&args).1.len()
    };
    assert!(note(&["--private"]) > note(&[]), "notes leave only where that is asked for");
    let (code, risks) = desk.shell(&["export", "risks", &name, "--for", "ciso"]);
    assert!(code == 0 && risks.starts_with("ref_id,name,description,inherent_proba,"), "{risks}");
    assert_eq!(desk.shell(&["export", "findings", &name, "--for", "ciso"]).0, 0);
    let (code, why) = desk.shell(&["export", "answers", &name, "--for", "ciso"]);
    assert!(code != 0 && why.contains("--about RD-3"), "{why}");
    let (code, why) = desk.shell(&["export", "people", &name, "--for", "ciso"]);
    assert!(code != 0 && why.contains("have no table there"), "{why}");
}

#[test]
fn a_folder_is_scanned_into_proposals_and_taken_in_only_when_asked() {
    let mut desk = Desk::empty();
    let root = desk.folder.path().join("repo");
    fs::create_dir_all(root.join("model")).unwrap();
    fs::write(
        root.join("model/README.md"),
        "---\nlicense: mit\npipeline_tag: text-classification\nbase_model: bert\n---\n# Claims sorter\n\n## Limitations\nSmall data.\n",
    )
    .unwrap();
    fs::write(root.join("aims.toml"), "[[system]]\nname = \"Triage\"\nstate = \"pilot\"\npurpose = \"Sorts claims\"\n")
        .unwrap();
    let name = desk.path().file_name().unwrap().to_string_lossy().into_owned();
    let (_, said) = desk.shell(&["scan", "repo", &name]);
    assert!(said.contains("Claims sorter") || said.contains("1 is new"), "{said}");
    assert!(said.contains("--take takes them in"), "{said}");
    assert_eq!(desk.records().count(aims::domain::Kind::Model), 0, "nothing is written unasked");
    let (code, said) = desk.shell(&["scan", "repo", &name, "--take"]);
    assert_eq!(code, 0, "{said}");
    let records = desk.records();
    let model = records.all(aims::domain::Kind::Model).next().expect("a model").clone();
    assert_eq!((model.title(), model.text(aims::domain::kinds::model::LIMITS)), ("Claims sorter", "Small data."));
    assert_eq!(records.count(aims::domain::Kind::System), 1);
    let (_, again) = desk.shell(&["scan", "repo", &name, "--take"]);
    assert!(again.contains("the same"), "{again}");
    // On the screen the folder is asked about as a workbook is.
    desk.reopen().keys(&format!(":import<Enter>{}<Enter>", root.display()));
    assert!(desk.screen().contains("Which sheet?") && desk.screen().contains("models"), "{}", desk.screen());
}

#[test]
fn a_paper_by_a_template_is_written_and_a_wrong_line_is_named() {
    let desk = Desk::demo();
    let (file, template) = paths(&desk, "board.paper");
    fs::write(&template, "@title Note\n# Risks\n{count risks} risks\n@part readiness / Stage 1\n@tabel risks\n")
        .unwrap();
    let (code, said) = desk.shell(&["report", &template, &file]);
    assert!(code == 2 && said.contains("board.paper, line 5: there is no @tabel"), "{code} {said}");
    fs::write(&template, "@title Note of {organisation}\n# Risks\n{count risks} risks\n@table risks: title, owner\n")
        .unwrap();
    let (code, said) = desk.shell(&["report", &template, &file]);
    assert!(code == 0 && said.contains("# Note of Halden Mobility") && said.contains("DEMO DATA"), "{code} {said}");
    assert!(said.contains("| R-01 | Unfair ranking of applicants |"), "{said}");
    let (_, out) = paths(&desk, "board.docx");
    assert_eq!(desk.shell(&["report", &template, &file, "-o", &out]).0, 0);
    assert!(fs::read(&out).unwrap().starts_with(b"PK"));
}

#[test]
fn a_table_of_more_than_twenty_mebibytes_is_read_piece_by_piece() {
    let desk = Desk::empty();
    let (file, sheet) = paths(&desk, "big.csv");
    let mut text = String::from("System Name,Owner,Notes\n");
    let words = "words of a note ".repeat(1_500);
    for n in 0..1_000 {
        text.push_str(&format!("System {n},Jane Doe,\"{n}\n{words}\"\n"));
    }
    assert!(text.len() > 22 << 20);
    fs::write(&sheet, &text).unwrap();
    let (code, said) = desk.shell(&["import", &sheet, &file, "--dry-run"]);
    assert!(code == 0 && said.contains("1,000 are new") || said.contains("1000 are new"), "{code} {said}");
}

/// The registers of an export, without the counts of changes.
fn registers(path: &str) -> serde_json::Value {
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut kinds = json["kinds"].take();
    for list in kinds.as_object_mut().unwrap().values_mut() {
        for record in list.as_array_mut().unwrap() {
            record.as_object_mut().unwrap().remove("rev");
        }
    }
    kinds
}

#[test]
fn a_whole_file_comes_back_from_its_json_as_it_was() {
    let desk = Desk::demo();
    let (file, json) = paths(&desk, "all.json");
    let (_, new) = paths(&desk, "new.aims");
    let (_, again) = paths(&desk, "again.json");
    assert_eq!(desk.shell(&["export", &file, "-o", &json]).0, 0);
    assert_eq!(desk.shell(&["new", &new, "--name", "Other"]).0, 0);
    let (code, said) = desk.shell(&["import", &json, &new, "--existing", "update"]);
    assert!(said.contains("an export of a whole file") && said.contains("20 risks"), "{code} {said}");
    // An issued paper is issued from the records of its own file, so it does not come along.
    assert!(code == 3 && said.contains("LEFT OUT  3\n  PP-01: "), "{code} {said}");
    assert_eq!(desk.shell(&["export", &new, "-o", &again]).0, 0);
    let (before, after) = (registers(&json), registers(&again));
    for (table, list) in before.as_object().unwrap().iter().filter(|(table, _)| *table != "issued_paper") {
        assert_eq!(list, &after[table], "{table}");
    }
    let (_, said) = desk.shell(&["import", &json, &new, "--existing", "update"]);
    assert!(said.contains("new: 3 issued papers") && said.contains("nothing was taken in"), "{said}");
    // A register alone is read like every other sheet of ours.
    let (_, risks) = paths(&desk, "risks.json");
    assert_eq!(desk.shell(&["export", "risks", &file, "--json", "-o", &risks]).0, 0);
    let (code, said) = desk.shell(&["import", &risks, &file]);
    assert!(code == 0 && said.contains("the same: every row"), "{code} {said}");
}
