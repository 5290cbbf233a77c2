//! Building a damaged profile anew: what can be read of it is taken over row by row, and each partner is looked
//! at alone, so that one that cannot be read costs no other.

use crate::StoreError;
use crate::edit_rows::{cursor, fold, move_cursor_only, write_checkpoint};
use crate::file::Salvaged;
use crate::found_rows::{Found, columns, scan, take};
use partner::Draft;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params, types::Value};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::Path,
};

/// Tables whose rows are taken over, those first that others point to.
const TABLES: [&str; 16] = [
    "partners",
    "logos",
    "edits",
    "checkpoints",
    "registrations",
    "writes",
    "tokens",
    "token_origins",
    "confirmations",
    "article_drafts",
    "promotion_events",
    "watches",
    "settings",
    "runs",
    "activity",
    "token_uses",
];

/// Whether each partner of a file that is whole can be told. Pages say nothing of what stands on them.
pub(crate) fn is_told(connection: &Connection) -> Result<bool, StoreError> {
    let (mut told, mut broken) = (0, 0);
    for id in ids(connection)? {
        match fold(connection, &id, cursor(connection, &id)?) {
            Ok(_) => told += 1,
            Err(error) if is_of_content(&error) => broken += 1,
            Err(error) => return Err(error),
        }
    }
    // None of several is more likely a fault of this app than of the disk: the file stays as it is.
    if broken > 0 {
        return Ok(told == 0 && broken > 1);
    }
    // Of these one row would stand in the way of the list, or of finding out what became of a save.
    for (table, rows) in [("registrations", ""), ("writes", "WHERE state = 'open'")] {
        let mut found = Found::some(connection, table, (&columns(connection, table)?, rows));
        found.keep_readable(table);
        if !found.is_whole {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an error is about what stands in the file rather than about reading it.
fn is_of_content(error: &StoreError) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    match error {
        StoreError::Unexpected(_) | StoreError::NotFound | StoreError::Damaged => true,
        StoreError::Sqlite(error) => matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | Utf8Error(..)
        ),
        _ => false,
    }
}

fn ids(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT id FROM partners")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Adds to a whole file what can be read of a damaged one, and leaves in it only what can be told.
pub(crate) fn salvage(connection: &mut Connection, damaged: Option<&Path>) -> Result<Salvaged, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Of a rehearsal the copy knows less than what was sent since: taken up again, it would send a candidate twice.
    transaction.execute("DELETE FROM rehearsals", [])?;
    let mut salvaged = Salvaged { has_all: damaged.is_some(), ..Salvaged::default() };
    for table in TABLES.into_iter().filter(|table| *table != "partners") {
        drop_unreadable(&transaction, table)?;
    }
    let mut has_checkpoints = false;
    if let Some(old) = damaged.and_then(|path| open_same_version(&transaction, path)) {
        let partners: Vec<String> = known_ids(&transaction, &old);
        let mut found = HashMap::new();
        for table in TABLES {
            let names = columns(&transaction, table)?;
            let mut rows = Found::read(&old, table, (&names, &partners));
            rows.keep_readable(table);
            salvaged.has_all &= rows.is_whole;
            found.insert(table, rows);
        }
        has_checkpoints = found["checkpoints"].is_whole;
        for table in TABLES {
            salvaged.has_all &= take(&transaction, table, &found[table])?;
            if table == "partners" && !found[table].is_whole {
                add_partners_of_edits(&transaction, &found)?;
            }
        }
        if !found["partners"].is_whole {
            go_to_latest(&transaction, &found["partners"])?;
        }
    } else {
        salvaged.has_all = false;
    }
    for id in ids(&transaction)? {
        let name = name(&transaction, &id)?;
        match settle(&transaction, &id, has_checkpoints)? {
            Standing::Whole => {}
            Standing::Partly(name) => salvaged.partly.push(name),
            Standing::Lost => {
                transaction.execute("DELETE FROM partners WHERE id = ?1", [&id])?;
                salvaged.lost.push(name);
            }
        }
    }
    transaction.commit()?;
    salvaged.has_all &= salvaged.lost.is_empty() && salvaged.partly.is_empty();
    Ok(salvaged)
}

fn open_same_version(connection: &Connection, damaged: &Path) -> Option<Connection> {
    let version = |connection: &Connection| {
        connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).ok()
    };
    let old = Connection::open(damaged).ok()?;
    (version(&old).is_some() && version(&old) == version(connection)).then_some(old)
}

/// The partners that either file speaks of.
fn known_ids(connection: &Connection, old: &Connection) -> Vec<String> {
    let mut known: BTreeSet<String> = ids(connection).unwrap_or_default().into_iter().collect();
    // The first is read from an index, which may be whole where the table is not.
    for sql in
        ["SELECT id FROM partners", "SELECT partner_id FROM registrations", "SELECT partner_id FROM edits"]
    {
        let mut rows = Vec::new();
        scan(old, sql, [], &mut rows);
        known.extend(rows.into_iter().flatten().filter_map(|value| match value {
            Value::Text(id) => Some(id),
            _ => None,
        }));
    }
    known.into_iter().collect()
}

/// Takes out of a file what is damaged in its content.
fn drop_unreadable(transaction: &Transaction<'_>, table: &str) -> Result<(), StoreError> {
    let names = columns(transaction, table)?;
    let mut found = Found::read(transaction, table, (&names, &[]));
    found.keep_readable(table);
    if !found.is_whole {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
        take(transaction, table, &found)?;
    }
    Ok(())
}

/// A partner whose own row is lost is made anew from the rows that speak of it.
fn add_partners_of_edits(
    transaction: &Transaction<'_>,
    found: &HashMap<&str, Found>,
) -> Result<(), StoreError> {
    let of = |table: &str| found[table].column("partner_id").cloned().collect::<Vec<_>>();
    for id in [of("edits"), of("checkpoints"), of("registrations")].concat() {
        transaction
            .execute("INSERT OR IGNORE INTO partners (id, created_at, changed_at) VALUES (?1, 0, 0)", [id])?;
    }
    Ok(())
}

/// Where it was in its history is told by a partner's own row; without it, it is at its latest edit.
fn go_to_latest(transaction: &Transaction<'_>, partners: &Found) -> Result<(), StoreError> {
    let read: HashSet<String> = partners
        .column("id")
        .filter_map(|value| if let Value::Text(id) = value { Some(id.clone()) } else { None })
        .collect();
    for id in ids(transaction)?.into_iter().filter(|id| !read.contains(id)) {
        transaction.execute(
            "UPDATE partners SET
               cursor = max(cursor, coalesce((SELECT max(sequence) FROM edits WHERE partner_id = ?1), 0)),
               changed_at = max(changed_at, coalesce((SELECT max(at) FROM edits WHERE partner_id = ?1), 0)),
               created_at = CASE created_at WHEN 0
                 THEN coalesce((SELECT min(at) FROM edits WHERE partner_id = ?1), 0) ELSE created_at END
             WHERE id = ?1",
            [id],
        )?;
    }
    Ok(())
}

/// The name that a partner had last, as far as it can be read.
fn name(transaction: &Transaction<'_>, id: &str) -> Result<String, StoreError> {
    let typed: Option<String> = transaction
        .query_row(
            "SELECT after FROM edits WHERE partner_id = ?1 AND field = 'name' ORDER BY sequence DESC LIMIT 1",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    let sql = "SELECT codename FROM registrations WHERE partner_id = ?1 AND codename IS NOT NULL LIMIT 1";
    let codename: Option<String> = transaction.query_row(sql, [id], |row| row.get(0)).optional()?;
    let typed = typed.and_then(|text| serde_json::from_str(&text).ok());
    Ok(typed.or(codename).unwrap_or_default())
}

enum Standing {
    Whole,
    /// With its name.
    Partly(String),
    Lost,
}

/// Leaves a partner at the latest moment that can be told.
fn settle(transaction: &Transaction<'_>, id: &str, has_checkpoints: bool) -> Result<Standing, StoreError> {
    let mut is_whole = !drop_lost_logos(transaction, id)?;
    let at = cursor(transaction, id)?;
    let numbers = |sql: &str| -> Result<Vec<(i64, i64)>, StoreError> {
        let mut statement = transaction.prepare(sql)?;
        Ok(statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    };
    let checkpoints: HashSet<i64> = numbers("SELECT sequence, 0 FROM checkpoints WHERE partner_id = ?1")?
        .into_iter()
        .map(|(at, _)| at)
        .collect();
    is_whole &= has_checkpoints || checkpoints.contains(&0);
    let mut told = BTreeSet::from([0]);
    told.extend(&checkpoints);
    for (sequence, parent) in
        numbers("SELECT sequence, parent FROM edits WHERE partner_id = ?1 ORDER BY sequence")?
    {
        if told.contains(&sequence) || told.contains(&parent) {
            told.insert(sequence);
        } else {
            is_whole = false;
            transaction.execute(
                "DELETE FROM edits WHERE partner_id = ?1 AND sequence = ?2",
                params![id, sequence],
            )?;
        }
    }
    if !told.contains(&at) {
        is_whole = false;
        let to = told.range(..at).next_back().copied().unwrap_or(0);
        if to == 0 && !checkpoints.contains(&0) {
            // Nothing of the draft is left; what the server last held is the next best.
            let Some(draft) = last_seen(transaction, id)? else { return Ok(Standing::Lost) };
            write_checkpoint(transaction, id, 0, &draft)?;
        }
        move_cursor_only(transaction, id, to)?;
    }
    Ok(match fold(transaction, id, cursor(transaction, id)?) {
        Ok(_) if is_whole => Standing::Whole,
        Ok(folded) => Standing::Partly(folded.draft.name),
        Err(error) if is_of_content(&error) => Standing::Lost,
        Err(error) => return Err(error),
    })
}

fn last_seen(transaction: &Transaction<'_>, id: &str) -> Result<Option<Draft>, StoreError> {
    let sql = "SELECT last_seen FROM registrations WHERE partner_id = ?1 AND last_seen IS NOT NULL LIMIT 1";
    let text: Option<String> = transaction.query_row(sql, [id], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// A logo whose source is lost is taken out of the draft and its history; whether there was one.
fn drop_lost_logos(transaction: &Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let mut count = 0;
    for column in ["before", "after"] {
        count += transaction.execute(
            &format!(
                "UPDATE edits SET {column} = '\"\"' WHERE partner_id = ?1 AND field = 'logo' AND {column} != '\"\"'
                 AND trim({column}, '\"') NOT IN (SELECT hash FROM logos)"
            ),
            [id],
        )?;
    }
    count += transaction.execute(
        "UPDATE checkpoints SET draft = json_set(draft, '$.logo', '') WHERE partner_id = ?1
         AND json_extract(draft, '$.logo') != '' AND json_extract(draft, '$.logo') NOT IN (SELECT hash FROM logos)",
        [id],
    )?;
    Ok(count > 0)
}
