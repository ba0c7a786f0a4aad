/// The words for each way of going wrong: what it is called, what happened, and what to do.
extension ErrorPage {
  enum Texts {
    static let back = Phrase("Tilbage, og vælg igen", "Go back and choose again")
    static let front = Phrase("Gå til forsiden", "Go to the front page")
    static let request = Phrase(
      "Skal du have hjælp, så oplys dette nummer:", "If you need help, quote this number:")
    static let keptHeading = Phrase("Det, du har skrevet", "What you have written")
    static let kept = Phrase(
      "Din tekst er ikke gemt, men den er her. Kopiér den, før du går videre.",
      "Your text has not been saved, but here it is. Copy it before you go on.")

    static func heading(_ reason: Reason) -> Phrase {
      switch reason {
      case .badRequest:
        Phrase("Vi forstod ikke det, der blev sendt", "We did not understand what was sent")
      case .forbidden: Phrase("Det kan du ikke her", "You cannot do that here")
      case .notFound: Phrase("Siden findes ikke", "There is no such page")
      case .methodNotAllowed:
        Phrase("Det kan man ikke på denne side", "That cannot be done on this page")
      case .conflict:
        Phrase(
          "Der er ændret noget, mens du havde siden åben",
          "Something changed while you had the page open")
      case .gone: Phrase("Siden er taget ned", "The page has been taken down")
      case .tooLarge: Phrase("Teksten er for stor", "The text is too large")
      case .tooManyRequests: Phrase("Det gik for stærkt", "That was too fast")
      case .internalError: Phrase("Noget gik galt hos os", "Something went wrong here")
      case .unavailable: Phrase("Der er travlt lige nu", "We are busy right now")
      case .diskFull: Phrase("Der er ikke plads til mere", "There is no room for more")
      }
    }

    static func whatHappened(_ reason: Reason) -> Phrase {
      switch reason {
      case .badRequest:
        Phrase(
          "Adressen eller formularen er ikke, som den skal være.",
          "The address or the form is not as it should be.")
      case .forbidden:
        Phrase(
          "Du mangler adgang, eller siden har været åben så længe, at den er udløbet.",
          "You do not have access, or the page has been open for so long that it has expired.")
      case .notFound:
        Phrase(
          "Adressen er måske skrevet forkert, eller svaret har fået en ny plads.",
          "The address may be misspelled, or the answer may have moved.")
      case .methodNotAllowed:
        Phrase(
          "Siden kan kun læses, eller den kan kun modtage en formular.",
          "The page can only be read, or it can only receive a form.")
      case .conflict:
        Phrase(
          "En anden har gemt noget, som din side ikke kender.",
          "Somebody else has saved something that your page does not know of.")
      case .gone:
        Phrase(
          "Svaret gælder ikke længere og er trukket tilbage.",
          "The answer no longer holds and has been withdrawn.")
      case .tooLarge:
        Phrase(
          "Der blev sendt mere, end vi kan tage imod på én gang.",
          "More was sent than we can take in at once.")
      case .tooManyRequests:
        Phrase(
          "Der kom mange forespørgsler fra dig på kort tid.",
          "Many requests came from you in a short time.")
      case .internalError:
        Phrase(
          "Det er vores fejl og ikke din. Fejlen er skrevet ned.",
          "It is our fault and not yours. The error has been noted down.")
      case .unavailable:
        Phrase(
          "Vi når ikke at svare alle i øjeblikket.",
          "We cannot answer everybody at the moment.")
      case .diskFull:
        Phrase(
          "Disken er fuld, så vi kan ikke gemme noget lige nu. Alt, der er gemt, er der stadig.",
          "The disk is full, so nothing can be saved right now. All that was saved is still there.")
      }
    }

    static func whatToDo(_ reason: Reason) -> Phrase {
      switch reason {
      case .badRequest:
        Phrase(
          "Gå tilbage og prøv igen, eller begynd forfra fra forsiden.",
          "Go back and try again, or start over from the front page.")
      case .forbidden:
        Phrase(
          "Gå tilbage, opdatér siden og prøv igen. Hjælper det ikke, så spørg din redaktør.",
          "Go back, reload the page and try again. If that does not help, ask your editor.")
      case .notFound:
        Phrase("Søg efter svaret på forsiden.", "Search for the answer on the front page.")
      case .methodNotAllowed:
        Phrase(
          "Gå tilbage og brug knapperne på siden.", "Go back and use the buttons on the page.")
      case .conflict:
        Phrase(
          "Åbn siden igen, se, hvad der er ændret, og sæt din tekst ind.",
          "Open the page again, see what has changed, and put in your text.")
      case .gone:
        Phrase(
          "Søg efter et nyere svar på forsiden.",
          "Search for a newer answer on the front page.")
      case .tooLarge:
        Phrase(
          "Del teksten i flere svar, eller gør den kortere, og gem igen.",
          "Divide the text into several answers, or shorten it, and save again.")
      case .tooManyRequests: Phrase("Vent et minut, og prøv igen.", "Wait a minute and try again.")
      case .internalError:
        Phrase(
          "Prøv igen om lidt. Sker det igen, så kontakt den, der driver siden.",
          "Try again shortly. If it happens again, contact whoever runs the site.")
      case .unavailable:
        Phrase("Vent et øjeblik, og opdatér siden.", "Wait a moment and reload the page.")
      case .diskFull:
        Phrase(
          "Kontakt den, der driver siden. Du kan stadig læse og søge.",
          "Contact whoever runs the site. You can still read and search.")
      }
    }
  }
}
