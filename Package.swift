// swift-tools-version: 6.2
import PackageDescription

// The house, floor by floor: a target imports only from floors below its own.
// `Sources/README.md` says what each room is for and what it deliberately does not know.

let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, on floorsBelow: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: floorsBelow, swiftSettings: house)
}

func program(_ name: String, on floorsBelow: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: floorsBelow, swiftSettings: house)
}

func proof(
  of name: String, with others: [Target.Dependency] = [], reading files: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "Chance"] + others, exclude: files,
    swiftSettings: house)
}

let package = Package(
  name: "Faellesviden",
  products: [
    .executable(name: "viden", targets: ["viden"]),
    .executable(name: "viden-bench", targets: ["viden-bench"]),
    .executable(name: "viden-sim", targets: ["viden-sim"]),
  ],
  traits: [
    .trait(name: "PlantedBugs", description: "Bugs planted on purpose, in release too.")
  ],
  targets: [
    // Floor 0: values and system headers. No I/O, no Foundation.
    room("CRDT", on: ["Planted"]),  // event graph, text merge, registers, sets, diff, conflicts
    room("DanishText"),  // letters, stems, sentences of the Danish language
    room("Digest"),  // SHA-256, HMAC, hexadecimal, Base64
    room("Deflate"),  // RFC 1951, both directions
    room("Zip", on: ["Deflate"]),  // archives for people to open
    room("XML"),  // XML 1.0 as a row of events
    room("Chance"),  // random numbers that a seed repeats
    .target(
      name: "Planted",  // bugs planted on purpose, asleep, for builds that test the simulator
      swiftSettings: house + [.define("PlantedBugs", .when(configuration: .debug))]),
    .systemLibrary(name: "CSQLite"),  // libsqlite3
    .systemLibrary(name: "CLinux"),  // the few system headers Glibc's module lacks

    // Floor 1: one subject each.
    room("SQLite", on: ["CSQLite", "Planted"]),  // connection, statement, pool, migrations
    room("HTTP", on: ["CLinux"]),  // HTTP/1.1 parser, reactor, router
    room(
      "Knowledge",  // articles and their life
      on: ["CRDT", "Digest", "DanishText", "XML", "Planted"]),
    room("SyncProtocol", on: ["CRDT", "Digest", "Deflate", "Planted"]),  // codec, chain, session

    // Floor 2: the replica.
    room("Accounts", on: ["SQLite", "Digest", "CLinux", "Knowledge"]),  // local logins, sessions
    room("Search", on: ["SQLite", "DanishText", "Planted", "CLinux"]),  // full-text index
    room(
      "ReplicaStore",  // log and projections in one transaction
      on: ["SQLite", "CRDT", "Digest", "Knowledge", "SyncProtocol", "Search", "Planted"]),

    // Floor 3: what the replica shows and with whom it talks.
    room(
      "SyncEngine", on: ["ReplicaStore", "SyncProtocol", "CRDT", "Digest", "HTTP", "CLinux"]),
    room("WebUI"),  // pages, forms, assets

    // Floor 4: the composition root.
    room(
      "Node",
      on: [
        "SyncEngine", "WebUI", "ReplicaStore", "HTTP", "Knowledge", "CRDT", "Digest", "Search",
        "SyncProtocol", "SQLite", "DanishText", "Accounts",
      ]),

    room(
      "Simulation",  // clock, network, disk, workload, checkers
      on: [
        "ReplicaStore", "SyncProtocol", "CRDT", "Knowledge", "Search", "SQLite", "CSQLite",
        "Digest", "Chance", "Planted",
      ]),

    // Floor 5: programs.
    program(
      "viden",
      on: [
        "Node", "SyncEngine", "WebUI", "ReplicaStore", "Search", "SyncProtocol", "Knowledge",
        "HTTP", "SQLite", "Digest", "CRDT", "Accounts", "Zip",
      ]),
    program(
      "viden-bench",
      on: [
        "CRDT", "ReplicaStore", "Knowledge", "Search", "Digest", "DanishText", "SyncProtocol",
        "SQLite", "Chance",
      ]),
    program(
      "viden-sim",
      on: [
        "Simulation", "ReplicaStore", "SyncProtocol", "CRDT", "Knowledge", "Search", "SQLite",
        "Digest", "Deflate", "HTTP", "WebUI", "Planted",
      ]),

    .target(  // connections that say just the bytes they are told to, for tests
      name: "Loopback", path: "Tests/Loopback", swiftSettings: house),
    proof(of: "CRDT"),
    proof(of: "DanishText"),
    proof(of: "Digest"),
    proof(of: "Deflate"),
    proof(of: "XML"),
    proof(of: "Zip"),
    proof(of: "SQLite"),
    proof(of: "HTTP", with: ["Loopback"]),
    proof(of: "Knowledge", with: ["CRDT"]),
    proof(of: "SyncProtocol", with: ["CRDT", "Digest", "Deflate"]),
    proof(of: "Search", with: ["SQLite", "DanishText"]),
    proof(
      of: "ReplicaStore",
      with: ["CRDT", "SQLite", "Knowledge", "SyncProtocol", "Search", "Digest"],
      reading: ["Databases"]),
    proof(
      of: "SyncEngine",
      with: [
        "ReplicaStore", "SyncProtocol", "CRDT", "Digest", "HTTP", "Knowledge", "SQLite", "Deflate",
        "Loopback",
      ]),
    proof(of: "Accounts", with: ["SQLite", "Knowledge"]),
    proof(of: "WebUI"),
    proof(
      of: "Node",
      with: [
        "ReplicaStore", "WebUI", "HTTP", "Knowledge", "CRDT", "SQLite", "Accounts", "Search",
        "Loopback",
      ]),
    proof(
      of: "Simulation",
      with: ["ReplicaStore", "SyncProtocol", "CRDT", "Knowledge", "SQLite", "Digest", "Planted"]),
    proof(
      of: "viden", with: ["SQLite", "SyncProtocol", "CRDT", "Loopback"], reading: ["Snapshots"]),
  ]
)
