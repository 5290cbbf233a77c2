//! `long_history FOLDER COUNT`: a profile whose partner has so many edits, for measuring. Written in one go:
//! typed one by one it would take minutes.
#![expect(clippy::unwrap_used, reason = "a recording that cannot go on has failed")]

use power_cut::writing::{ID, open, write};
use rusqlite::{Connection, params};
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = &arguments[..] else { panic!("long_history FOLDER COUNT") };
    let (folder, count) = (Path::new(folder), count.parse::<i64>().unwrap());
    // One edit by the app itself gives the file its shape.
    let store = open(folder);
    write(&store, 1).unwrap();
    let draft = serde_json::to_string(&store.read(|snapshot| snapshot.draft(ID)).unwrap()).unwrap();
    drop(store);
    let mut file = Connection::open(folder.join("partner-desk.sqlite")).unwrap();
    let transaction = file.transaction().unwrap();
    for sequence in 2..=count {
        transaction
            .prepare_cached(
                "INSERT INTO edits (partner_id, sequence, step, field, before, after, origin, at, parent) \
                 VALUES (?1, ?2, ?2, 'name', ?3, ?4, 'typed', ?5, ?6)",
            )
            .unwrap()
            .execute(params![
                ID,
                sequence,
                format!("\"{}\"", sequence - 1),
                format!("\"{sequence}\""),
                sequence * 3_000,
                sequence - 1
            ])
            .unwrap();
        if sequence % 50 == 0 {
            let draft = draft.replace("\"name\":\"1\"", &format!("\"name\":\"{sequence}\""));
            transaction
                .execute("INSERT INTO checkpoints VALUES (?1, ?2, ?3)", params![ID, sequence, draft])
                .unwrap();
        }
    }
    transaction.execute("UPDATE partners SET cursor = ?2 WHERE id = ?1", params![ID, count]).unwrap();
    transaction.commit().unwrap();
    file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(file);
    assert_eq!(open(folder).read(|snapshot| snapshot.draft(ID)).unwrap().name, count.to_string());
}
