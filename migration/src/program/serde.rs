// The feature `serde`: what one writes, another one reads.

use ::serde::de::DeserializeOwned;
use ::serde::{Deserialize, Serialize};

use library::{HashMap, HashSet, OrdMap, OrdSet, Vector, hashmap, hashset, ordmap, ordset, vector};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Document {
    lines: Vector<String>,
    marks: OrdMap<String, OrdSet<u32>>,
    #[serde(default)]
    extra: HashMap<String, u8>,
}

fn back<T: Serialize + DeserializeOwned + PartialEq>(value: &T) -> bool {
    let text = serde_json::to_string(value).expect("it has text for keys");
    serde_json::from_str::<T>(&text).expect("it was just written") == *value
}

pub fn run(out: &mut String) {
    let document = Document {
        lines: vector!["a".to_string(), "b".to_string()],
        marks: ordmap! { "x".to_string() => ordset![2, 1], "a".to_string() => ordset![] },
        extra: hashmap! {},
    };
    show!(out, "written", serde_json::to_string(&document).expect("it has text for keys"));
    let read: Document =
        serde_json::from_str(r#"{"lines":["c"],"marks":{"b":[3,1]}}"#).expect("it is JSON");
    show!(out, "read", read);
    let numbers: HashMap<String, u32> = (0..500).map(|n: u32| (n.to_string(), n)).collect();
    let set: HashSet<u32> = hashset![1, 2, 3];
    show!(out, "back", (back(&document), back(&numbers), back(&set)));
    let wrong = serde_json::from_str::<Vector<u8>>("[1, 256]").is_err();
    show!(out, "wrong", (wrong, serde_json::from_str::<OrdMap<String, u8>>("[]").is_err()));
}
