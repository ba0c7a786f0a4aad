import Foundation
import Testing

@Suite struct `The plan of subjects on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  static let plan = """
    <?xml version="1.0" encoding="UTF-8"?>
    <KLE-Emneplan>
    <UdgivelsesDato>2026-01-15</UdgivelsesDato>
    <Hovedgruppe><HovedgruppeNr>10</HovedgruppeNr><HovedgruppeTitel>Miner</HovedgruppeTitel>
    <Gruppe><GruppeNr>10.01</GruppeNr><GruppeTitel>Skakter</GruppeTitel>
    <Emne><EmneNr>10.01.02</EmneNr><EmneTitel>Stiger</EmneTitel></Emne>
    <Emne><EmneNr>10.01.04</EmneNr><EmneTitel>Lanterner [udgået]</EmneTitel></Emne>
    </Gruppe></Hovedgruppe></KLE-Emneplan>

    """

  @Test func `is shown before it is taken into use`() throws {
    try desk.write("kle.xml", Self.plan)
    let before = try desk.standing()
    let preview = try desk.ok("kle", "import", "kle.xml", "--preview", "--data", "node")
    #expect(
      preview.hasPrefix("Udgaven af 15-01-2026: 1 hovedgruppe, 1 gruppe, 2 emner.\nNye: 4\n"))
    #expect(preview.contains("10.01.04  Lanterner  (udgået)"))
    #expect(preview.contains("10.01.04 er kun udgået i titlen"))
    #expect(try desk.standing() == before)
    #expect(try desk.viden("kle", "show", "--data", "node").code == 1)

    try desk.ok("kle", "import", "kle.xml", "--apply", "--data", "node", "--author", "KKR")
    #expect(
      try desk.ok("kle", "show", "--data", "node")
        == "Udgaven af 15-01-2026: 2 emner, 1 gælder.\n  10  Miner")
    #expect(try desk.ok("kle", "show", "10.01.02", "--data", "node") == "10.01.02  Stiger")
    #expect(
      try desk.ok("kle", "show", "--search", "stiger", "--data", "node") == "10.01.02  Stiger")
    #expect(
      try desk.ok("kle", "import", "-", "--apply", "--data", "node", input: Self.plan)
        == "Udgaven af 15-01-2026 er i brug i forvejen.")
  }

  @Test func `names the answers that need a new number`() throws {
    try desk.write("kle.xml", Self.plan)
    try desk.ok("kle", "import", "kle.xml", "--apply", "--data", "node")
    try desk.ok("article", "new", "--title", "Om stiger", "--kle", "10.01.02", "--data", "node")
    let next = Self.plan.replacing("2026-01-15", with: "2026-04-01").replacing(
      "Stiger</EmneTitel>",
      with:
        "Stiger</EmneTitel><EmneAdministrativInfo><Historisk><Flyttet><AfloestAf><EmneNr>10.01.04</EmneNr></AfloestAf></Flyttet></Historisk></EmneAdministrativInfo>"
    )
    try desk.write("ny.xml", next)
    let preview = try desk.ok("kle", "import", "ny.xml", "--preview", "--data", "node")
    #expect(preview.contains("Svar, der skal have et nyt emnenummer: 1\n"))
    #expect(preview.contains("Om stiger: 10.01.02 → 10.01.04"))
  }

  @Test func `is left alone by a file that is wrong, with the line`() throws {
    try desk.write("kle.xml", Self.plan)
    try desk.write("gammel.xml", Self.plan.replacing("2026-01-15", with: "2025-01-15"))
    try desk.write("skæv.xml", Self.plan.replacing("10.01.04", with: "10.02.04"))
    try desk.write("afbrudt.xml", String(Self.plan.prefix(400)))
    try desk.ok("kle", "import", "kle.xml", "--apply", "--data", "node")
    let before = try desk.standing()
    for mode in ["--preview", "--apply"] {
      try desk.refused(
        65, ["skæv.xml", "linje 7", "10.02.04 står under 10.01"], "kle", "import", "skæv.xml",
        mode, "--data", "node")
      try desk.refused(
        65, ["afbrudt.xml", "hører op"], "kle", "import", "afbrudt.xml", mode, "--data", "node")
      try desk.refused(
        66, ["væk.xml"], "kle", "import", "væk.xml", mode, "--data", "node")
    }
    try desk.refused(
      65, ["15-01-2025", "15-01-2026 er i brug"], "kle", "import", "gammel.xml", "--apply",
      "--data",
      "node")
    try desk.refused(64, ["--preview"], "kle", "import", "kle.xml", "--data", "node")
    try desk.refused(66, ["99.99.99"], "kle", "show", "99.99.99", "--data", "node")
    #expect(try desk.standing() == before)
  }
}
