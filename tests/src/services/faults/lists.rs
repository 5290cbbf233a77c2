//! Lists of tests that are JSON, and not the list that Recruitee reads.

use super::{Reply, Service, fault, json, list};

pub(super) fn services() -> Vec<Service> {
    [wrapped(), errors(), ids(), entries()].into_iter().flatten().collect()
}

fn wrapped() -> Vec<Service> {
    vec![
        fault(
            "list-inside-tests",
            "The list is wrapped in an object with the name of the resource.",
            &["TESTS-1"],
            "",
            || json(r#"{"tests":[{"id":1,"name":"Knots and lines"},{"id":2,"name":"Navigation"}]}"#),
        ),
        fault(
            "list-inside-pages",
            "Django's pagination wraps the list in count, next and results.",
            &["TESTS-1"],
            "",
            || {
                json(
                    r#"{"count":2,"next":null,"previous":null,"results":[{"id":1,"name":"Knots"},{"id":2,"name":"Radio"}]}"#,
                )
            },
        ),
        fault(
            "list-after-the-json-api-standard",
            "The service follows JSON:API, with data and attributes.",
            &["TESTS-1"],
            "",
            || json(r#"{"data":[{"type":"tests","id":"1","attributes":{"name":"Knots and lines"}}]}"#),
        ),
        fault(
            "list-with-numbered-keys",
            "A PHP filter took one test out, and the array went out as an object with numbers for keys.",
            &["TESTS-1"],
            "",
            || json(r#"{"0":{"id":1,"name":"Knots and lines"},"2":{"id":3,"name":"Navigation"}}"#),
        ),
        fault(
            "list-with-ids-for-keys",
            "The service answers with a map from ID to name.",
            &["TESTS-1"],
            "",
            || json(r#"{"1":"Knots and lines","2":"Navigation, 20 minutes"}"#),
        ),
        fault(
            "list-as-text-inside-json",
            "The list was turned into JSON twice and arrives as one text.",
            &["TESTS-1"],
            "",
            || json(r#""[{\"id\":1,\"name\":\"Knots and lines\"},{\"id\":2,\"name\":\"Navigation\"}]""#),
        ),
        fault(
            "list-still-in-the-envelope-of-a-function",
            "The function behind the gateway was wired wrongly, and its envelope is sent as the body.",
            &["TESTS-1"],
            "",
            || {
                json(
                    r#"{"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"[{\"id\":1,\"name\":\"Knots\"}]"}"#,
                )
            },
        ),
        fault(
            "list-inside-another-list",
            "The rows of the database come as the first of two results.",
            &["TESTS-2"],
            "",
            || json(r#"[[{"id":1,"name":"Knots and lines"},{"id":2,"name":"Navigation"}]]"#),
        ),
        fault(
            "list-is-null",
            "The query found no row and the service sends what it got.",
            &["TESTS-1"],
            "",
            || json("null"),
        ),
        fault("list-without-an-entry", "The customer has bought no test yet.", &["TESTS-4"], "", || {
            json("[]")
        }),
    ]
}

fn errors() -> Vec<Service> {
    vec![
        fault(
            "error-inside-a-two-hundred",
            "The customer has no credits left, and the service says so with 200.",
            &["TESTS-1"],
            "error",
            || json(r#"{"error":"No credits left"}"#),
        ),
        fault(
            "failure-inside-a-two-hundred",
            "Every answer is 200 with success, message and data, whatever happened.",
            &["TESTS-1"],
            "error",
            || {
                json(
                    r#"{"success":false,"message":"The subscription of this account has ended","data":null}"#,
                )
            },
        ),
        fault(
            "errors-of-graphql-inside-a-two-hundred",
            "The endpoint is a GraphQL query, whose errors come with 200.",
            &["TESTS-1"],
            "error",
            || {
                json(
                    r#"{"errors":[{"message":"Cannot return null for non-nullable field Test.name"}],"data":null}"#,
                )
            },
        ),
        fault(
            "error-as-the-only-entry",
            "The error is put into the list, because the client expects one.",
            &["TESTS-2"],
            "",
            || json(r#"[{"error":"The catalogue is being updated"}]"#),
        ),
        fault(
            "list-that-is-still-being-made",
            "The list is made in the background, and the first answer is a job.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(202, r#"{"job":"a81f","status":"queued"}"#)),
        ),
    ]
}

fn ids() -> Vec<Service> {
    vec![
        fault(
            "id-that-is-empty-text",
            "A test without a code of its own is exported with an empty ID.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":"","name":"Knots and lines"},{"id":"nav","name":"Navigation"}]"#),
        ),
        fault(
            "id-that-is-a-space",
            "The column for the code is as wide as one character and padded.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":" ","name":"Knots and lines"},{"id":"N","name":"Navigation"}]"#),
        ),
        fault(
            "id-that-cannot-be-seen",
            "The code was pasted from a chat, of which a zero-width space was left.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":"\u200b","name":"Knots and lines"},{"id":"nav","name":"Navigation"}]"#),
        ),
        fault(
            "id-that-is-null",
            "A draft has not been given an ID yet and is listed all the same.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"Knots and lines"},{"id":null,"name":"Navigation"}]"#),
        ),
        fault(
            "id-in-the-notation-of-a-database",
            "MongoDB's driver writes an ID as an object.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":{"$oid":"65f1c0ffee0ddba11c0ffee1"},"name":"Knots and lines"}]"#),
        ),
        fault(
            "id-that-is-a-list",
            "The ID is made of two keys, which are sent as a list.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":[4821,1],"name":"Knots and lines"},{"id":[4821,2],"name":"Navigation"}]"#),
        ),
        fault(
            "id-that-is-true",
            "A template writes whether there is an ID in place of the ID.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":true,"name":"Knots and lines"}]"#),
        ),
        fault(
            "id-under-another-name",
            "The entries carry _id, as the document store calls it.",
            &["TESTS-2"],
            "",
            || {
                json(
                    r#"[{"_id":"65f1c0ff","name":"Knots and lines"},{"_id":"65f1c0fe","name":"Navigation"}]"#,
                )
            },
        ),
        fault(
            "ids-that-all-say-object",
            "An object was turned into text by JavaScript, the same for every test.",
            &["TESTS-3"],
            "",
            || {
                json(
                    r#"[{"id":"[object Object]","name":"Knots and lines"},{"id":"[object Object]","name":"Navigation"}]"#,
                )
            },
        ),
        fault(
            "ids-alike-as-number-and-text",
            "Two tables are joined, one with numbers and one with text.",
            &["TESTS-3"],
            "",
            || json(r#"[{"id":12,"name":"Knots and lines"},{"id":"12","name":"Navigation"}]"#),
        ),
        fault(
            "big-ids-that-are-one",
            "The same test is listed twice under a number of nineteen digits.",
            &["TESTS-3"],
            "",
            || {
                json(
                    r#"[{"id":1541815603606036480,"name":"Knots"},{"id":1541815603606036480,"name":"Knots (new)"}]"#,
                )
            },
        ),
        fault(
            "big-ids-rounded-by-javascript",
            "IDs of nineteen digits went through JavaScript, which rounded neighbours to one number.",
            &["TESTS-3"],
            "",
            || {
                json(
                    r#"[{"id":1541815603606036500,"name":"Knots"},{"id":1541815603606036500,"name":"Navigation"}]"#,
                )
            },
        ),
        fault(
            "big-ids-alike-as-number-and-text",
            "One half of the list sends big numbers as text to keep their digits.",
            &["TESTS-3"],
            "",
            || {
                json(
                    r#"[{"id":90071992547409931,"name":"Knots"},{"id":"90071992547409931","name":"Navigation"}]"#,
                )
            },
        ),
        fault(
            "big-ids-alike-with-and-without-an-exponent",
            "Two libraries write the same number, one with an exponent.",
            &["TESTS-3"],
            "",
            || json(r#"[{"id":1e20,"name":"Knots"},{"id":100000000000000000000,"name":"Navigation"}]"#),
        ),
    ]
}

fn entries() -> Vec<Service> {
    vec![
        fault("entries-with-a-title", "The tests have a title, and no name.", &["TESTS-2"], "", || {
            json(r#"[{"id":1,"title":"Knots and lines"},{"id":2,"title":"Navigation"}]"#)
        }),
        fault(
            "entries-with-capitals",
            "The serializer of .NET keeps the capitals of its properties.",
            &["TESTS-2"],
            "",
            || json(r#"[{"Id":1,"Name":"Knots and lines"},{"Id":2,"Name":"Navigation"}]"#),
        ),
        fault(
            "entries-named-in-several-languages",
            "The name is an object with one text for each language.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":{"en":"Knots and lines","nl":"Knopen en lijnen"}}]"#),
        ),
        fault(
            "entries-with-an-empty-name",
            "One test was saved before it had a name.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"Knots and lines"},{"id":2,"name":""}]"#),
        ),
        fault(
            "entries-that-are-names-alone",
            "The list holds texts in place of objects.",
            &["TESTS-2"],
            "",
            || json(r#"["Knots and lines","Navigation, 20 minutes"]"#),
        ),
        fault("entry-that-is-null", "A deleted test leaves a hole in the list.", &["TESTS-2"], "", || {
            json(r#"[{"id":1,"name":"Knots and lines"},null]"#)
        }),
        fault(
            "list-of-the-whole-catalogue",
            "The service sends its whole catalogue and not the tests of the customer.",
            &["TESTS-5"],
            "",
            || {
                list(|| {
                    let entries: Vec<String> =
                        (1..=1_200).map(|id| format!(r#"{{"id":{id},"name":"Seamanship {id}"}}"#)).collect();
                    Reply::json(200, format!("[{}]", entries.join(",")))
                })
            },
        ),
    ]
}
