import Glibc

/// Measures the parts of the house, each against a figure that someone else can repeat.
///
///     viden-bench merge --json FILE…      editing traces: correctness, time, bytes, memory
///     viden-bench merge --fuzz N --seed S seeded random graphs against each other
///     viden-bench conformance FILE        the published merge cases
///     viden-bench diff --json OLD NEW     the splices between two texts
///     viden-bench conflicts CORPUS        clashes found, missed and cried for nothing
///     viden-bench contacts                a year's contacts: bytes each, time to count and to report
///     viden-bench ingest --json           how fast a node takes in what others wrote
///     viden-bench plan                    a file of subjects as large as KL's, read and taken into use
///     viden-bench search --json --docs … --queries …   how good and how fast the search is
///
/// Every subcommand lives in a folder of its own and is named in the table below.
let commands: [String: ([String]) -> Int32] = [
  "conflicts": ConflictBench.run,
  "conformance": Conformance.run,
  "contacts": ContactBench.run,
  "diff": DiffBench.run,
  "ingest": IngestBench.run,
  "merge": MergeBenchmark.run,
  "plan": SubjectPlanBench.run,
  "search": SearchBench.run,
]

let arguments = CommandLine.arguments.dropFirst()
if let name = arguments.first, let command = commands[name] {
  exit(command(Array(arguments.dropFirst())))
}
print("usage: viden-bench \(commands.keys.sorted().joined(separator: "|")) …")
exit(64)
