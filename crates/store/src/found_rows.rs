//! The rows of a table of a damaged file, as far as they can be reached and read.

use crate::StoreError;
use crate::readable_rows::{is_readable, repair};
use rusqlite::{
    Connection, Params, Transaction, params_from_iter,
    types::{Value, ValueRef},
};

/// Tables to whose rows nothing points: read whole, they take the place of the copy's, so that what was deleted
/// since stays deleted.
const REPLACED: [&str; 7] =
    ["tokens", "token_origins", "confirmations", "article_drafts", "promotion_events", "watches", "settings"];

/// The names of a table's columns.
pub(crate) fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The rows of a table that could be read.
pub(crate) struct Found {
    names: Vec<String>,
    rows: Vec<Vec<Value>>,
    /// Whether no row of the table is missing, and nothing of one.
    pub(crate) is_whole: bool,
}

impl Found {
    /// Reads from the front; where that ends at damage, from the back, and then partner by partner.
    pub(crate) fn read(old: &Connection, table: &str, (names, partners): (&[String], &[String])) -> Self {
        let mut rows = Vec::new();
        let all = format!("SELECT {} FROM {table}", names.join(", "));
        let is_whole = scan(old, &all, [], &mut rows);
        if !is_whole {
            let back = backwards(old, table);
            scan(old, &format!("{all} ORDER BY {back}"), [], &mut rows);
            if names.iter().any(|name| name == "partner_id") {
                for id in partners {
                    let own = format!("{all} WHERE partner_id = ?1");
                    scan(old, &own, [id], &mut rows);
                    scan(old, &format!("{own} ORDER BY {back}"), [id], &mut rows);
                }
            }
        }
        Self { names: names.to_vec(), rows, is_whole }
    }

    /// Reads those of the rows that a clause chooses.
    pub(crate) fn some(whole: &Connection, table: &str, (names, clause): (&[String], &str)) -> Self {
        let mut rows = Vec::new();
        let sql = format!("SELECT {} FROM {table} {clause}", names.join(", "));
        let is_whole = scan(whole, &sql, [], &mut rows);
        Self { names: names.to_vec(), rows, is_whole }
    }

    /// Leaves out rows, and parts of rows, whose content is damaged.
    pub(crate) fn keep_readable(&mut self, table: &str) {
        let before = self.rows.len();
        let mut is_repaired = false;
        for row in &mut self.rows {
            is_repaired |= repair(table, &self.names, row);
        }
        let names = &self.names;
        self.rows.retain(|row| is_readable(table, names, row));
        self.is_whole &= self.rows.len() == before && !is_repaired;
    }

    pub(crate) fn column(&self, name: &str) -> impl Iterator<Item = &Value> {
        let place = self.names.iter().position(|known| known == name);
        self.rows.iter().filter_map(move |row| row.get(place?))
    }
}

/// The order in which a table is read from its end.
fn backwards(old: &Connection, table: &str) -> String {
    let has_rowid = ["partners", "logos", "writes", "runs", "activity", "token_uses"].contains(&table);
    let keys: rusqlite::Result<Vec<String>> = old
        .prepare("SELECT name || ' DESC' FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")
        .and_then(|mut statement| statement.query_map([table], |row| row.get(0))?.collect());
    match keys {
        Ok(keys) if !has_rowid => keys.join(", "),
        _ => "rowid DESC".into(),
    }
}

/// Adds the rows up to the first that cannot be reached; whether there was none, and all were text where they
/// should be.
pub(crate) fn scan(old: &Connection, sql: &str, params: impl Params, rows: &mut Vec<Vec<Value>>) -> bool {
    let Ok(mut statement) = old.prepare(sql) else { return false };
    let columns = statement.column_count();
    let Ok(mut found) = statement.query(params) else { return false };
    let mut is_whole = true;
    loop {
        match found.next() {
            Ok(Some(row)) => {
                let value = |column| match row.get_ref(column).ok()? {
                    // What is no text is told from one by its type: the profile has no other bytes.
                    ValueRef::Text(bytes) => Some(match str::from_utf8(bytes) {
                        Ok(text) => Value::Text(text.to_owned()),
                        Err(_) => Value::Blob(bytes.to_owned()),
                    }),
                    other => Value::try_from(other).ok(),
                };
                match (0..columns).map(value).collect() {
                    Some(row) => rows.push(row),
                    None => is_whole = false,
                }
            }
            Ok(None) => return is_whole,
            Err(_) => return false,
        }
    }
}

/// Puts rows into a table, over those that have the same key; whether every one found its place.
pub(crate) fn take(transaction: &Transaction<'_>, table: &str, found: &Found) -> Result<bool, StoreError> {
    if found.is_whole && REPLACED.contains(&table) {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    // A partner's row is changed in place: replaced, it would take its edits with it.
    let places: Vec<String> = (1..=found.names.len()).map(|place| format!("?{place}")).collect();
    let updates: Vec<String> = found.names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let mut insert = transaction.prepare(&format!(
        "INSERT INTO {table} ({}) VALUES ({}) ON CONFLICT DO UPDATE SET {}",
        found.names.join(", "),
        places.join(", "),
        updates.join(", ")
    ))?;
    let mut has_all = true;
    for values in &found.rows {
        // One that points to a row that is lost is left out.
        match insert.execute(params_from_iter(values)) {
            Ok(_) => {}
            Err(rusqlite::Error::SqliteFailure(failure, _))
                if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                has_all = false;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(has_all)
}
