//! An evidence pack: papers, tables, all records, the list of evidence and the head of the history, for everything or
//! for what belongs to one record. It is read with a browser, and checked with `sha256sum -c`.

use super::{Reading, kept_files};
use crate::{
    document::{
        self, Needs, Paper, PaperKind, PaperSize, PaperStanding, SizedFormat, cut, dossier,
        index::{self, Entry},
        issue,
    },
    domain::{
        Id, Kind, Record, Records, Value, View,
        kinds::{
            evidence,
            issued::{self, Cut},
            organisation,
        },
        related,
        sampling::digest_of,
    },
    exchange::export,
    workbook::{self, Print},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What goes into a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPack {
    /// Only what belongs to this record.
    pub about: Option<Id>,
    /// With secret fields, and papers that were issued with them.
    pub private: bool,
    pub size: PaperSize,
    /// A folder: of its files those whose SHA-256 a piece of evidence holds go along.
    pub files: Option<PathBuf>,
}

/// The name of the list of digests in a pack.
pub const SUMS: &str = "SHA256SUMS";

/// A file of a pack: its group, its name, what it is, its bytes.
struct Part {
    group: &'static str,
    file: String,
    what: String,
    bytes: Vec<u8>,
}

const PAPERS: &str = "Papers";
const ISSUED: &str = "Papers as they were issued";
const TABLES: &str = "Registers";
const RECORDS: &str = "Records, evidence, history";
const FILES: &str = "Files of the evidence";

/// The records of a pack and the step they are of.
struct Source {
    /// Papers are made of these.
    seen: Records,
    /// Registers and lists are: the same without what was said in confidence.
    told: Records,
    ids: Option<BTreeSet<Id>>,
    seq: u64,
    head: String,
}

impl Source {
    fn holds(&self, id: Id) -> bool {
        self.ids.as_ref().is_none_or(|ids| ids.contains(&id))
    }
}

impl Reading<'_> {
    /// The files of a pack, `index.html` first. The error is a sentence.
    pub fn bundle(&self, wanted: &WantedPack) -> Result<Vec<(String, Vec<u8>)>, String> {
        let source = self.bundled(wanted)?;
        let mut parts = Vec::new();
        self.papers_of(wanted, &source, &mut parts)?;
        issued_papers(wanted, &source, &mut parts)?;
        self.tables_of(wanted, &source, &mut parts)?;
        self.records_of(wanted, &source, &mut parts)?;
        files_of(wanted, &source, &mut parts)?;
        let index = self.index_of(wanted, &source, &parts);
        let mut files = vec![("index.html".to_string(), index.into_bytes())];
        files.extend(parts.into_iter().map(|part| (part.file, part.bytes)));
        let sums: String = files.iter().map(|(file, bytes)| format!("{}  {file}\n", digest_of(bytes))).collect();
        files.push((SUMS.into(), sums.into_bytes()));
        Ok(files)
    }

    /// The records that go into it: those of now, without what never leaves unless that was asked for.
    fn bundled(&self, wanted: &WantedPack) -> Result<Source, String> {
        let (all, seq, head) = self.settled()?;
        let ids = match wanted.about {
            Some(id) if all.live(id).is_none() => return Err(format!("there is no {id} in this file")),
            about => about.map(|id| related::to(&all, id)),
        };
        let mut seen = match &ids {
            Some(ids) => related::only(&all, ids),
            None => all,
        };
        if !wanted.private {
            seen = cut::records(&seen, Cut::Limited).into_owned();
            let words = |r: &&Record| issued::Cut::of(r, issued::FOR_WHOM).unwrap_or(Cut::Full) == Cut::Full;
            let without: Vec<Record> = seen
                .all(Kind::IssuedPaper)
                .filter(words)
                .map(|r| r.clone().with(issued::BLOCKS, Value::Empty))
                .collect();
            seen.put(without);
        }
        let told = if wanted.private { seen.clone() } else { cut::without_private(&seen) };
        Ok(Source { seen, told, ids, seq, head })
    }

    fn papers_of(&self, wanted: &WantedPack, source: &Source, parts: &mut Vec<Part>) -> Result<(), String> {
        let cut = if wanted.private { Cut::Full } else { Cut::Limited };
        let form = SizedFormat::of(Path::new("paper.html"), wanted.size)?;
        let mut put = |name: String, paper: &Paper| -> Result<(), String> {
            let bytes = form.write(paper)?;
            parts.push(Part { group: PAPERS, file: format!("papers/{name}.html"), what: paper.title.clone(), bytes });
            Ok(())
        };
        let view = self.view(&source.seen);
        if let (Some(id), Some(ids)) = (wanted.about, &source.ids) {
            put(
                format!("all-about-{}", id.to_string().to_lowercase()),
                &dossier::build(self.view(&source.told), id, ids, self.now, &source.head)?,
            )?;
        }
        let listed = listed(view, wanted, source);
        for (done, (kind, subject)) in listed.iter().enumerate() {
            self.reach_of(done, listed.len())?;
            let of = subject.map(|id| format!("-{}", id.to_string().to_lowercase())).unwrap_or_default();
            let paper = match kind.needs() {
                // What a closed round is made from stands at its closing step.
                Needs::Round | Needs::Interview => self.draft((*kind, cut), *subject)?.0,
                _ => drafted(view, self, source, (*kind, cut), *subject)?,
            };
            put(format!("{}{of}", kind.id()), &paper)?;
        }
        Ok(())
    }

    fn tables_of(&self, wanted: &WantedPack, source: &Source, parts: &mut Vec<Part>) -> Result<(), String> {
        let view = self.view(&source.told);
        let sheets = self.sheets(&source.told, (source.seq, &source.head));
        let book = workbook::write(&sheets, self.now.local(), Print(wanted.size.number()))?;
        let what = "Every register, a sheet each".to_string();
        parts.push(Part { group: TABLES, file: "registers.xlsx".into(), what, bytes: book });
        for kind in Kind::ALL.iter().filter(|kind| source.told.count(**kind) > 0) {
            let ids: Vec<Id> = source.told.all(*kind).map(|r| r.id).collect();
            let text = export::csv_records(view, *kind, &ids, &export::all_fields(&source.told, *kind))?;
            let what = format!("{}, {} records", kind.spec().plural, ids.len());
            let file = format!("tables/{}.csv", kind.spec().table);
            parts.push(Part { group: TABLES, file, what, bytes: text.into_bytes() });
        }
        Ok(())
    }

    fn records_of(&self, wanted: &WantedPack, source: &Source, parts: &mut Vec<Part>) -> Result<(), String> {
        let mut json = Vec::new();
        let count = self.write_json(&source.told, (source.seq, &source.head), &mut json)?;
        let mut put = |file: &str, what: String, bytes: Vec<u8>| {
            parts.push(Part { group: RECORDS, file: file.into(), what, bytes });
        };
        let what = match wanted.private {
            true => format!("{count} records, exact"),
            false => format!("{count} records, exact but for what is left out above"),
        };
        put("records.json", what, json);
        let view = self.view(&source.seen);
        let list: Vec<&Record> = source.seen.all(Kind::Evidence).collect();
        let row = |e: &&Record| {
            let text = |field: usize| e.text(field).to_string();
            let seen = evidence::last_seen(view, e).map_or(String::new(), |day| day.to_string());
            vec![
                e.id.to_string(),
                e.title().to_string(),
                text(evidence::VERSION),
                text(evidence::WHERE),
                evidence::state(view, e).to_string(),
                seen,
                text(evidence::HASH),
            ]
        };
        let heads = ["Id", "Title", "Version", "Where kept", "State", "Last seen", "SHA-256"];
        let table = export::csv_table(&heads, list.iter().map(row), true);
        put("evidence.csv", format!("{} pieces of evidence with their SHA-256", list.len()), table.into_bytes());
        put(
            "head.txt",
            "The head of the history that this pack was made from".into(),
            self.head_of(source).into_bytes(),
        );
        Ok(())
    }

    fn head_of(&self, source: &Source) -> String {
        format!(
            "step {}\nhead {}\nmade {}\n\nEach step of the history holds the digest of the step before; this is the \
             digest of the last one.\naims verify FILE says whether a file still leads to it. The files of this pack \
             are checked with\nsha256sum -c {SUMS}\n",
            source.seq, source.head, self.now
        )
    }

    fn index_of(&self, wanted: &WantedPack, source: &Source, parts: &[Part]) -> String {
        let organisation = source.seen.single(Kind::Organisation);
        let name = organisation.map_or("", |o| o.title());
        let title = match wanted.about.and_then(|id| source.seen.live(id)) {
            Some(record) => format!("Evidence pack about {} {}", record.id, record.title()),
            None => format!("Evidence pack of {name}"),
        };
        let view = self.view(&source.seen);
        let is_demo = organisation.and_then(|o| organisation::Purpose::of(o, organisation::PURPOSE))
            == Some(organisation::Purpose::Demo);
        let mut facts: Vec<String> = is_demo.then(|| document::DEMO_LINE.to_string()).into_iter().collect();
        facts.extend([
            organisation::executive(view).map_or(name.into(), |who| format!("{name}, executive owner {who}")),
            format!(
                "Made {} {} from step {}. Journal head: {}",
                self.now.date(),
                self.now.clock(),
                source.seq,
                source.head
            ),
            match wanted.private {
                true => "With secret fields and the notes of interviews: not to be handed on.".into(),
                false => {
                    "Left out, in papers, registers and records alike: secret fields such as e-mail addresses, the \
                          notes of interviews, and the words of papers that were issued with them. aims bundle \
                          --private takes them in."
                        .into()
                }
            },
            "Documents and records that serve as evidence are kept where evidence.csv says, with their SHA-256; those \
             that were found go along below. The files of this pack are checked by: sha256sum -c SHA256SUMS"
                .to_string(),
        ]);
        let of = |group: &'static str| -> (&'static str, Vec<Entry>) {
            let entry = |part: &Part| Entry {
                file: part.file.clone(),
                what: part.what.clone(),
                bytes: part.bytes.len(),
                sha256: digest_of(&part.bytes),
            };
            (group, parts.iter().filter(|part| part.group == group).map(entry).collect())
        };
        index::write(&title, &facts, &[PAPERS, ISSUED, TABLES, RECORDS, FILES].map(of))
    }
}

/// The papers of a pack: of everything those about the whole file and each round; of one record those about what
/// belongs to it. What is to be filled in, and notes of interviews unless asked for, are no part of it.
fn listed(view: View, wanted: &WantedPack, source: &Source) -> Vec<(PaperKind, Option<Id>)> {
    let mut all = Vec::new();
    for kind in PaperKind::ALL.iter().copied() {
        let subjects: Vec<Option<Id>> = match kind.needs() {
            _ if matches!(kind, PaperKind::BlankChecklist | PaperKind::PersonSheet | PaperKind::InterviewSheet) => {
                continue;
            }
            _ if kind == PaperKind::WorkingPaper && !wanted.private => continue,
            Needs::Nothing if wanted.about.is_some() => continue,
            Needs::Nothing => vec![None],
            Needs::Round => document::rounds(kind, view).iter().map(|r| Some(r.id)).collect(),
            needs => needs.kind().map(|of| view.records.all(of).map(|r| Some(r.id)).collect()).unwrap_or_default(),
        };
        // Rounds and interviews are about much more than one record, unless they are that record.
        let wide = matches!(kind.needs(), Needs::Round | Needs::Interview);
        let fits = |id: &Option<Id>| match (wanted.about, id) {
            (Some(about), Some(id)) if wide => about == *id,
            (Some(_), Some(id)) => source.holds(*id),
            _ => true,
        };
        // What is judged apart by others is in no pack of theirs.
        let seen = |id: &Option<Id>| id.is_none_or(|id| !view.records.is_veiled(id));
        all.extend(subjects.into_iter().filter(fits).filter(seen).map(|id| (kind, id)));
    }
    all
}

/// A draft from the records of the pack.
fn drafted(
    view: View,
    reading: &Reading<'_>,
    source: &Source,
    (kind, cut): (PaperKind, Cut),
    subject: Option<Id>,
) -> Result<Paper, String> {
    let mut paper = document::build(kind, view, subject, reading.now, Some(&source.head), PaperStanding::Draft(None))?;
    if let Some(note) = cut::note(cut, kind) {
        paper.blocks.insert(0, note);
    }
    Ok(paper)
}

/// The files behind the evidence, as far as they were found.
fn files_of(wanted: &WantedPack, source: &Source, parts: &mut Vec<Part>) -> Result<(), String> {
    let Some(folder) = &wanted.files else { return Ok(()) };
    for kept in kept_files::of(&source.seen, folder)? {
        let what = source.seen.in_full(kept.id);
        let file = format!("files/{}-{}", kept.id, kept.name);
        parts.push(Part { group: FILES, file, what, bytes: kept.bytes });
    }
    Ok(())
}

/// Papers as they were issued, whose words are in the pack.
fn issued_papers(wanted: &WantedPack, source: &Source, parts: &mut Vec<Part>) -> Result<(), String> {
    let form = SizedFormat::of(Path::new("paper.html"), wanted.size)?;
    for record in source.seen.all(Kind::IssuedPaper).filter(|r| !r.text(issued::BLOCKS).is_empty()) {
        let paper = issue::paper(record)?;
        let file = format!("issued/{}.html", record.id.to_string().to_lowercase());
        let what = format!("{}, version {}", paper.title, issued::version(record));
        parts.push(Part { group: ISSUED, file, what, bytes: form.write(&paper)? });
    }
    Ok(())
}
