//! What each heading of the sheets is, as a person reads it.

/// The kind of a sheet, and the field of each heading that has one.
pub struct Truth {
    pub kind: &'static str,
    pub fields: Vec<(&'static str, &'static str)>,
}

pub fn of(name: &str) -> Truth {
    let mut lines = include_str!("truth.txt").lines();
    let head = format!("[{name}] ");
    let kind = lines.find_map(|line| line.strip_prefix(&head)).unwrap_or_else(|| panic!("truth.txt has no {name}"));
    let fields = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.rsplit_once(" = "));
    Truth { kind, fields: fields.collect() }
}
