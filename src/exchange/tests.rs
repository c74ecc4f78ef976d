//! The room as a whole: files of other tools in, own files out and in again.

use super::*;
use crate::domain::{Decimal, Edit, Id, Kind, Period, Record, Records, Stamp, Value, View, field::Type, kinds::*};
use proptest::prelude::*;

fn view(records: &Records) -> View<'_> {
    View { records, today: jiff::civil::date(2026, 3, 1) }
}

/// A file with two people, a system, two controls.
fn records() -> Records {
    let mut records = Records::default();
    let named = |kind, n, field, name: &str| Record::new(Id::new(kind, n)).with(field, Value::text(name));
    records.put([
        named(Kind::Person, 1, person::NAME, "Rosa Okafor"),
        named(Kind::Person, 2, person::NAME, "Ines Park"),
        named(Kind::System, 1, system::NAME, "CV screening").with(system::EXTERNAL_REF, Value::text("AI-001")),
        named(Kind::Item, 119, item::TITLE, "Verification and validation"),
        named(Kind::Item, 7, item::TITLE, "Policy"),
    ]);
    records
}

/// The rows of a text below its first row that is not blank.
fn sheet_of(text: &str) -> Result<sheet::Sheet, ImportError> {
    let mut rows: Vec<_> =
        csv::rows(text, |c| ["one", "two", "three"].contains(&c))?.into_iter().filter(|row| !row.is_blank()).collect();
    let headings = rows.remove(0).cells;
    csv::unguard(&headings, &mut rows);
    Ok(sheet::Sheet { headings, rows, notices: Vec::new() })
}

/// The field that a heading names: by name, label or alias, each once.
fn named(headings: &[String], kind: Kind) -> headings::Headings {
    let numbers = ["ref", "controlid", "control ref"];
    let mut columns: Vec<headings::ReadAs> = Vec::new();
    let ours = headings.iter().any(|h| h == headings::OWN_ID);
    for heading in headings {
        let is = |name: &str| fold::key(name) == fold::key(heading);
        let own = is(headings::OWN_ID) || (kind == Kind::Item && numbers.iter().any(|n| is(n)));
        let fields = || kind.spec().fields.iter().enumerate().filter(|(_, f)| f.importable() || (ours && f.stored()));
        let field = fields()
            .find(|(_, f)| is(f.name) || is(f.label))
            .or_else(|| fields().find(|(_, f)| f.aliases.iter().any(|a| is(a))));
        let column = match field {
            _ if own => headings::ReadAs::OwnId,
            Some((at, f)) if matches!(f.typ, Type::Refs(_)) || !columns.contains(&headings::ReadAs::Field(at)) => {
                headings::ReadAs::Field(at)
            }
            _ => headings::ReadAs::Nothing,
        };
        columns.push(column);
    }
    headings::Headings { columns }
}

/// What becomes of the rows of a table whose columns are known.
fn preview(bytes: &[u8], kind: Kind, view: View) -> Result<Preview, ImportError> {
    let (text, _) = text::decode(bytes)?;
    let sheet = sheet_of(&text)?;
    let headings = named(&sheet.headings, kind);
    import::preview_understood(sheet, headings, kind, view, &ImportOptions::default())
}

/// A sheet by the road of all sheets.
fn understood(bytes: &[u8], kind: Kind, records: &Records) -> Box<sheets::SheetReading> {
    let said = GivenAnswers { kind: Some(kind), ..GivenAnswers::default() };
    match sheets::read(bytes, view(records), &said, &|_| None, &ImportOptions::default()).unwrap() {
        SheetOutcome::Read(reading) => reading,
        other => panic!("{other:?}"),
    }
}

fn read(text: &str, kind: Kind) -> Preview {
    preview(text.as_bytes(), kind, view(&records())).unwrap()
}
fn refused(text: &str, kind: Kind) -> Vec<String> {
    read(text, kind).doubts.iter().map(Doubt::to_string).collect()
}
fn taken(text: &str, kind: Kind, existing: Existing) -> Records {
    let mut records = records();
    let change = preview(text.as_bytes(), kind, view(&records)).unwrap().change(&records, true, existing).unwrap();
    records.apply(&change);
    records
}
fn fields(preview: &Preview) -> Vec<&str> {
    preview.used.iter().map(|(_, field)| field.as_str()).collect()
}
fn cell(records: &Records, id: &str, field: usize) -> String {
    view(records).cell(records.get(id.parse().unwrap()).unwrap(), field)
}

#[test]
fn an_inventory_with_many_columns() {
    let text = "System ID,System Name,Business Function,AI Type,Purpose/Use Case,Owner,Risk Level,In AIMS Scope,Deployment Status,Last Assessment Date,Notes\n\
        AI-002,Chat bot,Sales,Generative AI,Answers questions,Ines Park,High,Yes,Live,14.2.2026,\n\
        AI-003,Forecast,Finance,ML,,Li Wei,Low,No,Decommissioned,,-\n";
    let preview = read(text, Kind::System);
    assert_eq!(
        fields(&preview),
        [
            "Reference elsewhere",
            "Name",
            "Unit",
            "Technique",
            "Purpose",
            "Owner",
            "Risk class",
            "In scope",
            "State",
            "Last review",
            "Notes"
        ]
    );
    assert_eq!(
        (preview.good.len(), preview.doubts.len(), preview.new_people.as_slice()),
        (2, 0, &["Li Wei".to_string()][..])
    );
    let records = taken(text, Kind::System, Existing::Skip);
    assert_eq!(cell(&records, "S-02", system::OWNER), "Ines Park");
    assert_eq!(cell(&records, "S-03", system::OWNER), "Li Wei");
    assert_eq!(cell(&records, "S-03", system::STATE), "retired");
    assert_eq!(cell(&records, "S-02", system::LAST_REVIEW), "2026-02-14");
    assert_eq!(cell(&records, "S-03", system::NOTES), "-", "text is kept as it is");
}

#[test]
fn inventories_of_other_tools_are_understood() {
    let script = read(
        "system_id,system_name,owner,risk_level,last_assessment_date\n1,a,Rosa Okafor,Medium,2026-01-02\n",
        Kind::System,
    );
    assert_eq!((fields(&script).len(), script.good.len()), (5, 1));

    let use_cases = read(
        "uc_id,project_title,ai_risk_classification,type_of_high_risk_role,start_date,last_updated\n1,a,Limited risk,Deployer,2026-01-01,2026-01-02T10:00:00Z\n",
        Kind::System,
    );
    assert_eq!(
        fields(&use_cases),
        ["Reference elsewhere", "Name", "EU AI Act", "Role under the Act", "In use since", "Last review"]
    );
    assert_eq!(use_cases.good.len(), 1);

    for headings in [
        "name,summary,system_kind,lifecycle_stage,use_case,run_id",
        "label,description,type,lifecycle_stage,purpose,id",
        "system_name,summary,kind,lifecycle_stage,use_case,external_ref",
    ] {
        let preview = read(&format!("{headings}\na,b,llm,production,c,7\n"), Kind::System);
        assert_eq!(preview.good.len(), 1, "{headings}: {:?}", preview.doubts);
        assert!(fields(&preview).contains(&"Reference elsewhere") && fields(&preview).contains(&"State"));
    }
}

#[test]
fn risk_scenarios_with_semicolons_mark_and_labels() {
    let text = "\u{feff}ref_id;name;description;inherent_proba;inherent_impact;inherent_level;existing_applied_controls;current_proba;current_impact;current_risk;additional_controls;residual_proba;residual_impact;treatment;assets;strength_of_knowledge\r\n\
        R.1;Biased ranking;\"long; text\";Very high;Major;High;A.6.2.4;Likely;4;High;;rare;slight;mitigate;CV screening;--\r\n\
        R.2;Open;;;;;;;;;;;;open;;\r\n";
    let preview = read(text, Kind::Risk);
    assert!(preview.doubts.is_empty(), "{:?}", preview.doubts);
    let records = taken(text, Kind::Risk, Existing::Skip);
    let risk = records.get(Id::new(Kind::Risk, 1)).unwrap();
    let numbers = [
        risk::INHERENT_LIKELIHOOD,
        risk::INHERENT_CONSEQUENCE,
        risk::LIKELIHOOD,
        risk::CONSEQUENCE,
        risk::RESIDUAL_LIKELIHOOD,
        risk::RESIDUAL_CONSEQUENCE,
    ];
    assert_eq!(numbers.map(|f| risk.number(f).unwrap()), [5, 4, 4, 4, 1, 1]);
    assert_eq!(risk.refs(risk::SYSTEMS), [Id::new(Kind::System, 1)]);
    assert_eq!(risk.refs(risk::CONTROLS), [Id::item("A.6.2.4").unwrap()]);
    assert_eq!(cell(&records, "R-01", risk::TREATMENT), "reduce");
    assert_eq!(cell(&records, "R-02", risk::TREATMENT), "");
}

#[test]
fn registers_without_titles_get_them_from_the_description() {
    let text = "Risk ID,Description,AI System,Likelihood,Consequence,Score,Rating,Owner,Treatment,Controls,Target Date,Residual,Status\n\
        R1,\"Applicants are ranked by age.\nMore text\",CV screening,3,5,15,Critical,Rosa Okafor,Mitigate,\"A.6.2.4, 5.1\",2026-06-30,,Open\n";
    let preview = read(text, Kind::Risk);
    assert!(preview.notices.iter().any(|n| n.contains("Title") && n.contains("Description")), "{:?}", preview.notices);
    // 5.1 is a clause of the standard that this small file does not hold.
    assert!(preview.doubts[0].reason.contains("no 5.1 here"), "{:?}", preview.doubts);
    let records = taken(&text.replace(", 5.1", ""), Kind::Risk, Existing::Skip);
    assert_eq!(records.get(Id::new(Kind::Risk, 1)).unwrap().title(), "Applicants are ranked by age.");

    let ncr = "NCR ID,Date,Source,Description,Severity,Clause,AI System,Immediate Action,Root Cause,Corrective Action,CA Owner,Due Date,Status,Effectiveness Check,Closed\n\
        N1,2026-01-01,Internal audit,No test record,Major,A.6.2.4,CV screening,stopped,no owner,write one,Ines Park,2026-04-01,Open,sample,\n";
    let preview = read(ncr, Kind::Finding);
    assert!(preview.doubts.is_empty(), "{:?}", preview.doubts);
}

#[test]
fn each_kind_of_doubt_names_its_place_and_what_is_allowed() {
    let one = |text: &str, kind, parts: &[&str]| {
        let doubts = refused(text, kind);
        assert_eq!(doubts.len(), 1, "{text}: {doubts:?}");
        assert!(parts.iter().all(|p| doubts[0].contains(p)), "{text}: {}", doubts[0]);
    };
    one("Name,State\na,live\nb,sleeping\n", Kind::System, &["Row 3", "State", "sleeping", "pilot"]);
    one("Name,Owner\na,R. Okafor\n", Kind::System, &["Owner", "Rosa Okafor", "P-01"]);
    one("Name,Next review\na,03/04/2026\n", Kind::System, &["2026-04-03", "2026-03-04"]);
    one("Name,Next review\na,46112\n", Kind::System, &["day number", "2026-03-31"]);
    one("Title,Likelihood\na,7\n", Kind::Risk, &["5 steps", "1 rare", "5 sure"]);
    one("Title,Systems\na,Unknown thing\n", Kind::Risk, &["no AI system", "S-01"]);
    one("Title,Controls\na,A.5.1\n", Kind::Risk, &["A.5.1", "A.5.2"]);
    one("Name,Unit\na,b,c\n", Kind::System, &["Row 2", "3 cells", "2"]);
    one("Name,Unit\na\n", Kind::System, &["1 cells"]);
    one("Name,Unit\n ,b\n", Kind::System, &["Name is empty"]);
    one("Name,Unit\n\"a\nb\",b\n", Kind::System, &["several lines"]);
    one(&format!("Name\n{}\n", "x".repeat(501)), Kind::System, &["too long", "500"]);
    one("aims id,Name\nR-01,b\n", Kind::System, &["no id of the AI systems"]);
    one("aims id,Name\nS-09,b\nS-09,c\n", Kind::System, &["Row 3", "row 2 has the same id"]);
    one("aims id,Name\nS-4000000000,b\n", Kind::System, &["no id"]);
    one("Title,Reviewed,Raised from\na,b,AW-001\n", Kind::Finding, &["no AW-001 here"]);
}

#[test]
fn files_that_are_no_table_of_this_kind_are_refused_as_a_whole() {
    let error = |bytes: &[u8]| preview(bytes, Kind::System, view(&records())).unwrap_err().to_string();
    assert!(error(b"<html><body><table>").contains("web page"));
    assert!(error(b"PK\x03\x04").contains("Excel"));
    assert!(error(b"").contains("empty"));
    let none = error(b"colour,taste\nred,sweet\n");
    assert!(none.contains("colour, taste") && none.contains("Risk class"), "{none}");
    assert!(error(b"owner,status\nx,live\n").contains("no column holds the Name"));
    let large = vec![b'a'; 20 * 1024 * 1024 + 1];
    let records = records();
    let read = sheets::read(&large, view(&records), &GivenAnswers::default(), &|_| None, &ImportOptions::default());
    assert!(read.is_err_and(|why| why.contains("20 MiB")));
    assert!(error(format!("Name\n{}", "a\n".repeat(100_001)).as_bytes()).contains("100000 rows"));
}

#[test]
fn two_columns_of_records_are_read_into_one_field() {
    let preview = read("existing_controls,NAME,Additional Controls\nA.6.2.4,b,A.6.2.4\n", Kind::Risk);
    assert_eq!(preview.good[0].values[0].1, Value::refs([Id::item("A.6.2.4").unwrap()]));
}

#[test]
fn rows_that_are_here_already_are_skipped_updated_or_added() {
    let text = "Name,id,Unit\nCV screening,AI-001,HR\ncv  screening,,Sales\nNew,AI-001,IT\nOther,,Legal\n";
    let preview = read(text, Kind::System);
    let matches: Vec<_> = preview.matches().map(|m| (m.row, m.exact)).collect();
    assert_eq!(matches, [(2, true), (3, false), (4, false)]);
    let skipped = taken(text, Kind::System, Existing::Skip);
    assert_eq!((skipped.count(Kind::System), cell(&skipped, "S-01", system::UNIT)), (2, "".into()));
    let updated = taken(text, Kind::System, Existing::Update);
    assert_eq!((updated.count(Kind::System), cell(&updated, "S-01", system::UNIT)), (2, "HR".into()));
    assert_eq!(taken(text, Kind::System, Existing::Add).count(Kind::System), 5);
    let again = preview.change(&updated, false, Existing::Update).map(|c| c.edits.len());
    assert_eq!(again, Ok(1), "only the new row is left to add");
    let elsewhere = read("aims id,Name\nS-09,CV screening\nS-01,Renamed\n", Kind::System);
    assert_eq!(elsewhere.matches().map(|m| m.exact).collect::<Vec<_>>(), [false, true]);
    let same = read("Name\nCV screening\n", Kind::System);
    assert!(same.change(&records(), false, Existing::Update).unwrap_err().contains("nothing to take in"));
    assert!(same.change(&records(), false, Existing::Skip).unwrap_err().contains("updated or added"));
}

#[test]
fn an_import_is_one_change_with_fresh_ids() {
    let mut records = records();
    let text = "Name,Owner,Vendor\na,Li Wei,\"Acme, Inc.\"\nb,Li Wei,Beta\nc,nobody,\n";
    let mut preview = preview(text.as_bytes(), Kind::System, view(&records)).unwrap();
    preview.source = "systems.csv".into();
    assert!(preview.change(&records, false, Existing::Skip).unwrap_err().contains("1 row is in doubt"));
    // Somebody adds a system and the new person between preview and import.
    records.put([
        Record::new(Id::new(Kind::System, 2)).with(system::NAME, Value::text("meanwhile")),
        Record::new(Id::new(Kind::Person, 3)).with(person::NAME, Value::text("Li Wei")),
    ]);
    let change = preview.change(&records, true, Existing::Skip).unwrap();
    assert_eq!(change.label, "import of 2 AI systems from systems.csv");
    let ids: Vec<String> = change.edits.iter().map(|e| e.id().to_string()).collect();
    assert_eq!(ids, ["SU-01", "SU-02", "S-03", "S-04"]);
    assert!(change.edits.iter().all(|e| matches!(e, Edit::Create { .. })));
    records.apply(&change);
    assert_eq!(records.get(Id::new(Kind::System, 4)).unwrap().one(system::OWNER), Some(Id::new(Kind::Person, 3)));
}

#[test]
fn a_statement_of_applicability_updates_the_controls() {
    for text in [
        "controlId,applicability,implementationStatus,justification,internalReference,notes\nA.6.2.4,applicable,partially_implemented,because,doc 1,gap\n",
        "Control,Ref,Included,Justification,Status,Evidence\nTheir own title,A.6.2.4,Yes,because,partial,\n",
        "Control,Included,Justification,Status\nA.6.2.4 Verification,x,because,partial\n",
    ] {
        let records = taken(text, Kind::Item, Existing::Update);
        assert_eq!(cell(&records, "A.6.2.4", item::TITLE), "Verification and validation", "{text}");
        assert_eq!(
            (cell(&records, "A.6.2.4", item::USE), cell(&records, "A.6.2.4", item::STATE)),
            ("yes".into(), "partly".into())
        );
        assert_eq!(cell(&records, "A.6.2.4", item::WHY_FOR), "because");
    }
    let out = taken("Ref,Included,Justification\nA.9.4,no,nothing is sold\n", Kind::Item, Existing::Update);
    assert_eq!(cell(&out, "A.9.4", item::WHY_AGAINST), "nothing is sold");
    assert_eq!(cell(&out, "A.9.4", item::WHY_FOR), "");
    assert!(refused("ref,Included\nA.5.1,yes\n", Kind::Item)[0].contains("no id"));
    // A number that the standard does not have is no title of an own control.
    let wrong = read("Control,Included\nA.5.9,no\n", Kind::Item);
    assert!(wrong.good.is_empty(), "{:?}", wrong.good);
    assert!(format!("{:?}", wrong.doubts).contains("has no A.5.9"), "{:?}", wrong.doubts);
}

#[test]
fn hostile_text_is_kept_flagged_and_never_printed_raw() {
    let text = "Na\u{200b}me,\x1b]0;x\x07,Unit\n\"evil\x1b[31m\u{202e}\",1,=cmd()\n";
    let preview = read(text, Kind::System);
    assert_eq!(preview.hidden.len(), 1);
    assert_eq!(preview.hidden[0].row, 2);
    let report = preview.text();
    assert!(
        !report.contains(['\x1b', '\x07', '\u{202e}', '\u{200b}']) && report.contains("hidden characters"),
        "{report}"
    );
    let records = taken(text, Kind::System, Existing::Skip);
    assert_eq!(records.get(Id::new(Kind::System, 2)).unwrap().title(), "evil\x1b[31m\u{202e}");
}

#[test]
fn the_report_counts_first_and_stays_narrow() {
    let long = "x".repeat(300);
    let text = format!("Name,{long},Owner,State\na,1,R. Okafor,{long}\nb,2,Li Wei,live\nCV screening,3,,\n");
    let report = read(&text, Kind::System).text();
    assert!(report.starts_with("The file: 3 rows for the AI systems\n  1 is new"), "{report}");
    assert!(report.lines().all(|l| crate::shown::cells(l) <= 80), "{report}");
    for part in ["New people", "Li Wei", "Row 4 is S-01", "Refused"] {
        assert!(report.contains(part), "{part}: {report}");
    }
}

#[test]
fn a_reference_to_a_refused_row_is_refused_too() {
    let text = "aims id,question,item,base\nAW-001,a,9.9,\nAW-002,b,,AW-001\nAW-003,c,,AW-002\nAW-004,d,,\n";
    let preview = read(text, Kind::Answer);
    assert_eq!((preview.good.len(), preview.doubts.len()), (1, 3), "{:?}", preview.doubts);
}

/// Two records of every kind with every stored field filled.
fn world() -> Records {
    let texts = ["=cmd()|' /C calc'!A0", " kept \"as\" it; is,\tx "];
    let longs = ["- two\r\n lines\n", "\x1b[31m名前 'quoted'"];
    let mut records = Records::default();
    let number = |kind, n| if kind == Kind::Item { 100 + n } else { n };
    for kind in Kind::ALL {
        for n in [1, 2] {
            let mut record = Record::new(Id::new(*kind, number(*kind, n)));
            for (i, field) in kind.spec().fields.iter().enumerate() {
                let to = |k: &Kind, n| Id::new(*k, number(*k, n));
                record.values[i] = match field.typ {
                    Type::Line => Value::text(texts[n as usize - 1]),
                    Type::Long => Value::text(longs[n as usize - 1]),
                    Type::Number(min, _) => Value::Number(min),
                    Type::Date => Value::Date(jiff::civil::date(2026, 2, 3)),
                    Type::Stamp => Value::Stamp(Stamp { utc: 1_750_000_000, offset: -90 }),
                    Type::Choice(list) => Value::Choice((list.len() - n as usize) as u8),
                    Type::Words(list) => Value::words(list, list.iter().skip(n as usize).map(|c| c.code)),
                    Type::Decimal(..) => Value::Decimal(Decimal::read(["0.50", "12"][n as usize - 1]).unwrap()),
                    Type::Period => Value::Period([Period::Year(2026), Period::Quarter(2026, 2)][n as usize - 1]),
                    Type::Any => Value::Ref(to(&Kind::Risk, n)),
                    Type::Ref(kinds) => Value::Ref(to(&kinds[0], n)),
                    Type::Refs(kinds) => Value::refs(kinds.iter().flat_map(|k| [to(k, 2), to(k, 1)])),
                    Type::Derived(_) => continue,
                };
            }
            records.put([record]);
        }
    }
    records
}

#[test]
fn a_retired_field_comes_back_from_an_own_export_only() {
    let has = |text: &str, field: usize| {
        let reading = understood(text.as_bytes(), Kind::Organisation, &records());
        reading.columns.iter().any(|c| c.target == sheets::map::ColumnTarget::Field(field))
    };
    assert!(!has("Name,ai_roles,AI roles\nx,,\ny,provider,provider\n", organisation::ROLES_BEFORE));
    assert!(has("aims id,name,ai_roles\nO-01,x,provider\n", organisation::ROLES_BEFORE));
}

#[test]
fn every_kind_goes_out_and_comes_back_the_same() {
    let world = world();
    for kind in Kind::ALL {
        let ids: Vec<Id> = world.all(*kind).map(|r| r.id).collect();
        let text = csv_records(view(&world), *kind, &ids, &export::all_fields(&world, *kind)).unwrap();
        let mut other = Records::default();
        other.put(world.every().filter(|r| r.id.kind != *kind).cloned());
        let reading = understood(text.as_bytes(), *kind, &other);
        assert!(reading.own && reading.is_settled() && reading.left.is_empty(), "{}", reading.text());
        let preview = reading.preview;
        assert!(preview.doubts.is_empty(), "{}", preview.text());
        let change = preview.change(&other, false, Existing::Skip).unwrap();
        other.apply(&change);
        for id in ids {
            assert_eq!(other.get(id), world.get(id), "{id}");
        }
    }
}

#[test]
fn exports_refuse_to_lose_what_was_not_read() {
    let mut world = records();
    let id = Id::new(Kind::System, 1);
    let record = world.get(id).unwrap().clone().with(system::PURPOSE, Value::Unread);
    world.put([record]);
    assert!(csv_records(view(&world), Kind::System, &[id], &[system::NAME]).unwrap_err().contains("S-01"));
    assert!(json_records(view(&world), Kind::System, &[id]).is_err());
    assert!(json_records(view(&world), Kind::Risk, &[id]).unwrap_err().contains("not one of the risks"));
}

#[test]
fn json_is_exact() {
    let world = world();
    let ids: Vec<Id> = world.all(Kind::System).map(|r| r.id).collect();
    let text = json_records(view(&world), Kind::System, &ids).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["records"][0], world.get(ids[0]).unwrap().to_json());
    assert_eq!(
        (json["kind"].as_str(), json["records"][0]["name"].as_str()),
        (Some("ai_system"), Some("=cmd()|' /C calc'!A0"))
    );
}

#[test]
fn a_table_is_guarded_only_where_needed() {
    let rows = |cells: &[&str]| std::iter::once(cells.iter().map(|c| c.to_string()).collect());
    assert_eq!(csv_table(&["a", "b"], rows(&["x,\"y\"", "-5"]), true), "a,b\r\n\"x,\"\"y\"\"\",-5\r\n");
    assert_eq!(csv_table(&["a", "b"], rows(&["=1", "@x"]), true), "a,b,apostrophe added to\r\n'=1,'@x,a|b\r\n");
    assert_eq!(csv_table(&["a", "b"], rows(&["=1", ""]), false), "a,b\r\n=1,\r\n");
}

proptest! {
    #[test]
    fn any_text_goes_out_and_comes_back(rows in prop::collection::vec([odd(), odd(), odd()], 1..5), guarded: bool) {
        let kept: Vec<Vec<String>> = rows.iter().map(|r| r.to_vec()).collect();
        let text = csv_table(&["one", "two", "three"], kept.iter().cloned(), guarded);
        let sheet = sheet_of(&text).unwrap();
        // Blank rows are no rows.
        let filled = |r: &Vec<String>| r.iter().any(|c| !c.trim().is_empty());
        let read: Vec<Vec<String>> = sheet.rows.iter().map(|r| r.cells[..3].to_vec()).filter(filled).collect();
        prop_assert_eq!(read, kept.into_iter().filter(filled).collect::<Vec<_>>());
        if guarded {
            // Another reader sees no cell that a spreadsheet would run.
            let mut other = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
            for row in other.records() {
                prop_assert!(row.unwrap().iter().all(|c| !csv::is_risky(c)));
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), head in "(name|title|owner|aims id|\"|;|,|\n){0,6}") {
        let all = [head.as_bytes(), b"\n", &bytes].concat();
        for kind in [Kind::System, Kind::Risk, Kind::Item] {
            if let Ok(preview) = preview(&all, kind, view(&records())) {
                let report = preview.text();
                prop_assert!(!report.chars().any(|c| c.is_control() && c != '\n'));
                let _ = preview.change(&records(), true, Existing::Add);
            }
        }
    }
}

fn odd() -> impl Strategy<Value = String> {
    prop_oneof!["[=+@'\\-\t\r\n\",;|a1 \u{0}\u{202e}＝é]{0,6}", any::<String>()]
}
