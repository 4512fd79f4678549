/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a program says of itself that it answers, and how a ticket desk does:
 * one row per wording, sorted by what is said and then by language.
 */
#include "mail/signs.h"

/* In a subject. Anchored: what the vendors put before the subject of the mail they answer. */
static const Sign auto_subject[] = {
	{10, "^{[|}{auto|automatic|automated|automatische|automatisch|automatisches} "
	     "{-|}{reply|response|answer|antwort|rückantwort|rückmeldung|eingangsbestätigung|empfangsbestätigung|"
	     "nachricht|e-mail}"},
	{10, "^{[|}{auto-reply|autoreply|auto-response|autoresponse|auto "
	     "response|autoresponder|autoantwort|auto-antwort|auto:}"},
	{10, "^{abwesenheits~|abwesend|abwesenheit|automatische "
	     "abwesenheits~|urlaubs{abwesenheit|benachrichtigung|notiz|vertretung|meldung}|urlaub:|bin "
	     "abwesend|büroabwesenheit}"},
	{10, "^out of {the |}office{:|$| -| auto~| notification| message| reply| until| from|, }"},
	{10, "^{out-of-office~|outofoffice|ooo{:|-| |$}|oof:|away from {my |the "
	     "|}{mail|desk|office|keyboard}|away:|vacation {reply|message|response|notice|auto~}}"},
	{10, "^{i am|i'm|i'll be|i will be} {currently |}{out of {the |}office|away|on {vacation|holiday|leave|annual "
	     "leave|maternity leave|parental leave}|not in the office|no longer}"},
	{10, "^{on {vacation|holiday|annual leave|maternity leave|parental leave}|currently {away|out of office}}{$|:| "
	     "-| until| from}"},
	{10, "^ich {bin|werde} * {nicht im {büro|haus|hause}|im urlaub|abwesend|außer haus|nicht erreichbar|nicht an "
	     "meinem}"},
	{10, "^ich bin {derzeit |zurzeit |zur zeit |momentan |aktuell |ab |vom |bis |}{nicht im {büro|haus|hause}|im "
	     "urlaub|abwesend|außer haus|in elternzeit|nicht {da|erreichbar}|unterwegs|auf dienstreise}"},
	{10, "^{nicht im büro|im urlaub|außer haus|in elternzeit|nicht am {platz|arbeitsplatz}|derzeit nicht "
	     "erreichbar}{$|:| -| bis| vom}"},
	{10, "^{eingangsbestätigung|empfangsbestätigung|bestätigung ihrer {anfrage|nachricht|e-mail}|ihre "
	     "{anfrage|nachricht|e-mail|mail} {ist|wurde|bei} * {eingegangen|erhalten|empfangen}}"},
	{10, "^{réponse automatique|message automatique|absence du bureau|message d'absence|notification "
	     "d'absence|absent~ du bureau|absence :|absence:|je suis {absent~|en {congé~|vacances}}}"},
	{10, "^{respuesta automática|contestación automática|fuera de {la |}oficina|mensaje "
	     "automático|ausencia|ausente|estoy {fuera|de vacaciones}}"},
	{10, "^{risposta automatica|messaggio automatico|fuori {sede|ufficio}|assenza|assente|notifica di "
	     "assenza|avviso di assenza}"},
	{10, "^{automatisch {antwoord|bericht}|afwezig~|afwezigheid~|niet aanwezig|ik ben {afwezig|met vakantie|op "
	     "vakantie}|buiten kantoor}"},
	{10, "^{resposta automática|ausência|fora do escritório|autorização de ausência|odpowiedź "
	     "automatyczna|automatyczna odpowiedź|autoodpowiedź|autosvar|automatiskt svar|automatisk "
	     "svar|frånvaro~|fravær~|ikke til stede|ej på kontoret|automaattinen vastaus|automatická odpověď}"},
	/* what a program puts behind, also after "Re:" */
	{7, "({out of office|out of the office|automatic reply|auto-reply|autoreply|auto reply|automatische "
	    "antwort|abwesend|abwesenheit~})"},
	/* weaker: anywhere */
	{6, "{ist|bin|sind} {bis|vom|ab|derzeit|zurzeit|aktuell|momentan|heute|diese} * {nicht {da|im|erreichbar|am}|"
	    "abwesend|außer haus|im urlaub|krank|verreist|geschlossen}"},
	{6, "{anfrage|vorgang|ticket|fall|auftrag} * {angelegt|erstellt|eröffnet|registriert}"},
	{6, "{auto-reply|autoreply|automatic reply|auto reply|automatische antwort|out of "
	    "office|abwesenheitsnotiz|autoresponse}"},
	{6, "{abwesen~|out of {the |}office|out-of-office|urlaub|on vacation|vacation|elternzeit|on leave}"},
	{6, "{praxisurlaub|betriebsurlaub|betriebsferien|büroschließung|weihnachtsferien}"},
	{6, "^{nicht {da|im {büro|haus|hause}|am "
	    "platz|erreichbar|besetzt}|{krank|krankheit|erkrankt}$|feiertag~|betriebs~|geschlossen|"
	    "auszeit|sabbatical|mutterschutz|dienstreise|{unser |das |}büro}"},
	{6, "{parental|maternity|paternity|annual|sick|away|holiday} {leave|from|until|notice|closure}"},
	{6, "{office|offices|we are|we're} {closed|closure}"},
	{6, "^{i'm|i am|we're|we are|currently|sorry,} {not|away|out|i'm not|we're not} "
	    "{here|in|available|around|today|now|"
	    "right now|this week}"},
	{6, "{limited|reduced|restricted} {availability|access|service}"},
	{6, "{fermeture|cierre|chiusura|sluiting|kerstsluiting|schließung} "
	    "{annuelle|exceptionnelle|por|per|wegens|wegen|$}"},
	{6, "{no longer {with|at|working}|nicht mehr {im|bei|in}|neue {e-mail-adresse|mailadresse|adresse}|new "
	    "{e-mail|email} "
	    "address|change of address|change of email}"},
	{6, "{request|message|enquiry|inquiry|ticket|e-mail|email|case} "
	    "{received|created|opened|registered|confirmation}"},
	{6, "{richiesta|segnalazione|solicitud|consulta|demande|aanvraag|melding} {ricevuta|recibida|reçue|ontvangen|"
	    "enregistrée|registrata|registrada}"},
	{6, "{congé~|absence|ausencia|assenza|afwezig~|vacances|vacaciones|ferie|vakantie}"},
	{6,
	 "{we |we've |we have |have |been |}received your {mail|e-mail|email|message|request|inquiry|enquiry|ticket}"},
	{6, "thank{s| you} for {your "
	    "{mail|e-mail|email|message|request|inquiry|enquiry|interest|application}|contacting|getting in "
	    "touch|reaching out|writing}"},
	{6, "{ihre|deine} {anfrage|e-mail|mail|nachricht|bewerbung|bestellung} {ist|wurde|an|bei|vom}"},
	{6, "{anfrage|nachricht|e-mail} {erhalten|eingegangen}"},
	{6, "{vielen dank|danke} für {ihre|deine} {anfrage|nachricht|e-mail|mail}"},
	{6, "{confirm~|verify|verification|challenge|please confirm|bitte bestätigen|antispam|anti-spam}"},
	{6, "{nous avons {bien |}reçu|accusé de réception|hemos recibido|abbiamo ricevuto|wij hebben "
	    "uw|ontvangstbevestiging}"},
	{0, NULL},
};

/* A ticket's number in the subject: the desk speaks, or a person in the ticket. */
static const Sign ticket_subject[] = {
	{4, "{[ticket|ticket|case|request|vorgang|anfrage|fall|incident|issue} {id|nr|no|number|nummer|}{.|:|#|}{ "
	    "|}{#|}{0|1|2|3|4|5|6|7|8|9}~"},
	{4, "[#{a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z}~"},
	{4, "{ticket#|case #|[#|(#|##|ticket-|[jira]|request received|support request}{0|1|2|3|4|5|6|7|8|9| }~"},
	{0, NULL},
};

/* The program says so itself. */
static const Sign auto_declared[] = {
	{10, "this is an {automatic|automated|auto-generated|automatically "
	     "generated|auto|auto-|autoresponse|autoreply|out of office|out-of-office}{~|}"},
	{10, "this {e-mail|email|message|mail|reply|response} {is|was|has been} {automatically|auto|auto-} "
	     "{generated|sent|created}"},
	{10, "this is an auto"},
	{8, "{automatic|automated|auto-} {reply|response|answer|acknowledgement|confirmation}"},
	{8, "automatically generated {message|reply|response|e-mail|email|mail}"},
	{8, "{auto-reply|autoreply|auto-responder|autoresponder}"},
	{8, "{do not|don't|not to} {reply|respond} to this {automated |automatic |}{message|e-mail|email|mail}"},
	{10, "{dies|diese|dieses} * automatisch {vom * "
	     "|}{generiert~|erzeugt~|erstellt~|versandt~|versendet~|gesendet~|verschickt~}"},
	{10, "{dies|das|hier} {ist|sendet|antwortet} {ein~ |} automatisch~"},
	{10, "dies ist eine {automatisch~|automatisierte} "
	     "{e-mail|mail|nachricht|antwort|abwesenheits~|eingangsbestätigung|mitteilung}"},
	{8, "{automatisch {generiert~|erzeugt~|erstellt~|versandt~|versendet~|gesendet~}|automatische "
	    "{antwort|e-mail|nachricht|eingangsbestätigung|abwesenheits~|rückmeldung}|automatisierte "
	    "{antwort|nachricht|e-mail}}"},
	{8, "{bitte |}{antworten sie |}nicht auf diese {automatische |}{e-mail|mail|nachricht} {antworten|bitte}{~|}"},
	{8, "{auf diese {e-mail|nachricht|mail} {kann|bitte} "
	    "nicht|abwesenheitsassistent|abwesenheitsagent}"},
	{8, "^{abwesenheitsnotiz|abwesenheitsmeldung|abwesenheitsnachricht}"},
	{10, "{ceci est un~ {message|réponse|courriel|e-mail} automatique|réponse automatique|message {généré|envoyé} "
	     "automatiquement|message automatique|merci de ne pas répondre à ce}"},
	{10, "{est{e|a} es un{a|} {mensaje|respuesta|correo} {de respuesta |}automátic~|{respuesta|mensaje} "
	     "automátic~|mensaje generado automáticamente|por favor no responda a este}"},
	{10, "{quest{o|a} è un{a|} {messaggio|risposta|e-mail|mail} automatic~|{risposta|messaggio} "
	     "automatic~|messaggio generato automaticamente|si prega di non rispondere}"},
	{10, "{dit is een {automatisch~|automatische~}|automatisch {gegenereerd|antwoord|bericht|verzonden}|gelieve "
	     "niet te antwoorden op dit}"},
	{10,
	 "{esta é uma {resposta|mensagem} automática|resposta automática|wiadomość {została |}wygenerowana "
	 "automatycznie|to jest automatyczn~|detta är ett auto~|automatiskt svar|dette er et auto~|automatisk svar}"},
	{0, NULL},
};

/* "We have it": ticket desks and functional mailboxes. */
static const Sign auto_receipt[] = {
	{6,
	 "{your|the} {ticket|case|request|enquiry|inquiry|query|message|e-mail|email|mail|note|submission} * {landed|"
	 "arrived|reached us|made it|come through|came through|is with {us|our}|is in {our|the|good}}"},
	{6, "{ihre|deine|eure|die} {nachricht|anfrage|e-mail|mail|zuschrift} * "
	    "{angekommen|eingetroffen|erreicht|gelandet|in "
	    "{unserem|unserer|guten} {system|postfach|posteingang|warteschlange|händen}}"},
	{6, "{ihr|dein|euer|das} {anliegen|vorgang|ticket} * {gelandet|warteschlange|eingegangen|liegt}"},
	{6, "{we've|we have|i've|i have|have} {opened|created|logged|raised|registered|started} {a |your |the "
	    "|}{ticket|case|"
	    "request|incident|record} {1|2|3|4|5|6|7|8|9|0|#|for|with|number|no}~"},
	{6, "{ihr|dein|euer} {anliegen|vorgang|ticket|schreiben} {wird|läuft|ist} * {unter|mit} * {geführt|bearbeitet|"
	    "registriert|erfasst|notiert}"},
	{6, "{sie|diese} {ist|sind} {bei uns|hier} {gut |sicher |}{eingegangen|angekommen|eingetroffen}"},
	{6, "{bestätigen|bestätigt} * {eingang|erhalt} {ihrer|deiner|eurer|der} {e-mail|mail|nachricht|anfrage|meldung|"
	    "zuschrift}"},
	{6, "{solicitud|consulta|mensaje|petición|incidencia} {se ha|ha sido|fue} {recibid~|registrad~|asignad~}"},
	{6, "{votre|vos} {demande|message|courriel|e-mail} {a|ont} été * {transmis~|enregistr~|reçu~|pris~}"},
	{6,
	 "{ihre|deine|eure} {anfrage|nachricht|e-mail|mail|meldung} {haben wir|habe wir|wurde von uns|wird bei uns} "},
	{6, "{erreichen|erreicht} uns {sehr |derzeit |aktuell |zurzeit |momentan |}{viele|zahlreiche|eine "
	    "vielzahl|besonders}"},
	{6, "{uw|je|jouw} {vraag|bericht|verzoek|melding} * {in behandeling|genoteerd}"},
	{6, "{votre|vos} {demande|message} {est|sont|a {bien |}été|sera} * {traitement|prise en|transmis~|enregistr~}"},
	{6, "{diese|sie} {wurde|wird} * {weitergeleitet|bearbeitet|weitergegeben|geprüft}"},
	{6, "{wir|werden|wird} * {bearbeiten|bearbeitet|prüfen|führen} {ihr|ihre|dein|deine} "
	    "{anliegen|anfrage|vorgang} {unter|"
	    "mit|in|schnell~}"},
	{6, "{experiencing|receiving|due to|wegen|aufgrund} {a |an |der |des |}{high|higher|large|unusually|very "
	    "high|hohen|"
	    "erhöhten|großen|vielzahl} "},
	{5,
	 "{unser|unsere|our|notre|nuestro|ons|il nostro} "
	 "{support~|service~|kundenservice|kundendienst|helpdesk|service-team|"
	 "service client|klantenservice|customer service|servicio} * {antwort~|erreichbar|da|available|reply|replies|"
	 "répond~|meldet|kümmert|bereikbaar}"},
	{6, "{ihre|deine|eure} {nachricht|anfrage|e-mail|mail|anfragen|bestellung|bewerbung|mitteilung} "
	    "{wird|werden|ist bei "
	    "uns} * {bearbeitet|beantwortet|geprüft|in guten|weitergeleitet|angekommen}"},
	{6, "{votre|vos} {message|demande|courriel|e-mail|mail} * {parvenu~|transmis~|pris~|reçu~}"},
	/* a desk's case and what became of it; what came in and where it is */
	{6, "{ihr|ihre|dein|deine|ihres|ihrer|deines|des} {status|ticket~|vorgang~|anliegen~|fall~|anfrage|antrag~|"
	    "schreiben|eingabe|mitteilung|formular} * {wurde|ist|hat|lautet|befindet} * {geändert|eingegangen|erfasst|"
	    "bearbeitet|erstellt|abgeschlossen|übernommen|zugewiesen|weitergegeben|geprüft|bearbeitung}"},
	{6, "{a|your|this|the} {ticket|case|request|enquiry|inquiry|message|e-mail|email} {has been|was|is|has} "
	    "{raised|reached|queued|escalated|forwarded to the|routed|passed|being {reviewed|processed}|in our}"},
	{6, "{we hebben|wij hebben} {je|jouw|uw} {bericht|mail|e-mail|vraag|aanvraag|melding} {goed |in goede orde |} "
	    "{ontvangen|geregistreerd}"},
	{6, "we got your {e-mail|email|mail|message|request|inquiry|enquiry}"},
	{6, "{ihre|deine} {nachricht|anfrage|e-mail|mail} {ist|wurde} * {angelegt|erstellt|aufgenommen|zugeordnet}"},
	{6, "{we|our team} {have |}{successfully |}received your "
	    "{e-mail|email|mail|message|request|inquiry|enquiry|ticket|query|support request}"},
	{6, "your {e-mail|email|message|request|inquiry|enquiry|ticket|mail|support request|query} {has been|was|is} "
	    "{received|registered|logged|created|assigned|opened|forwarded to our}"},
	{6, "{a |your |}{ticket|case|support ticket|support case|request} {has been|was|with the number} "
	    "{created|opened|logged|assigned|registered}"},
	{6, "{opened|created|logged|registered} {a |your |}{case|ticket|request}"},
	{6, "{ihre|deine} {nachricht|anfrage|e-mail|mail|zuschrift} {ist|wurde|haben wir} * "
	    "{eingegangen|erhalten|registriert|erfasst|entgegengenommen|empfangen|weitergeleitet}"},
	{6, "{wir haben|haben wir} ihre {nachricht|anfrage|e-mail|mail} {erhalten|empfangen|unter|registriert|dankend "
	    "erhalten}"},
	{6, "{ticket|vorgang|ticketnummer|vorgangsnummer|bearbeitungsnummer|fallnummer} * "
	    "{erstellt|angelegt|eröffnet|registriert|vergeben|zugewiesen|erfasst|lautet}"},
	{6, "{ihr|dein|euer|das} {ticket|anliegen|schreiben|vorgang|fall} * {eingegangen|liegt|angelegt|erstellt|"
	    "geschlossen|gelöst|erledigt|aktualisiert|registriert|erfasst|aufgenommen|angekommen|eröffnet}"},
	{6, "{your|a} {support |}{ticket|case|request} * {closed|solved|resolved|updated|marked|assigned}"},
	{6, "{we|this} {confirm|acknowledge|confirms|acknowledges} {receipt|that we|the receipt}"},
	{6, "{nous avons|abbiamo|hemos|we hebben|wij hebben} * {ticket|dossier|caso|pratica|zaak}"},
	{6, "{abbiamo|è stato} aperto"},
	{6,
	 "{ticket|dossier|caso|pratica|demande} {a {bien |}été|a été|ha sido|è stat~|est} {créé~|ouvert~|enregistré~|"
	 "abierto|registrado|creado|aperto|aperta|registrata|clos}"},
	{6, "{ihre|deine|eure} "
	    "{nachricht~|anfrage~|e-mail|mail|meldung|mitteilung|zuschrift|bewerbung|bestellung|angaben} * "
	    "{gelandet|eingegangen|erhalten|registriert|erfasst|entgegengenommen|empfangen|weitergeleitet|angekommen|"
	    "vermerkt}"},
	{6,
	 "{your|a|the|this} {ticket|case|request|enquiry|inquiry|query|message|e-mail|email|submission|issue|report} * "
	 "{received|registered|logged|created|opened|queued|recorded|added|escalated|forwarded}"},
	{6, "{we've|we have|we} {just |now |successfully |safely |}{got|received|logged|registered|created|opened} "
	    "{your|a|the} {new |support "
	    "|}{ticket|case|request|enquiry|inquiry|query|message|e-mail|email|mail|submission}"},
	{6, "{votre|vos} {message|demande|courriel|e-mail|mail|requête|dossier|réclamation} * "
	    "{reçu~|enregistré~|pris~ en {compte|charge}|transmis~|traité~}"},
	{6,
	 "{su|tu} {mensaje|solicitud|consulta|correo|petición|caso} * {recibid~|registrad~|creado|asignad~|abiert~}"},
	{6, "{la sua|la tua|il suo|il tuo|la vostra|sua} {richiesta|mail|e-mail|messaggio|segnalazione|domanda} * "
	    "{ricevut~|registrat~|presa|preso|inoltrat~|apert~|assegnat~}"},
	{6, "{uw|je|jouw} {bericht|e-mail|mail|vraag|aanvraag|melding|verzoek} * "
	    "{ontvangen|geregistreerd|aangemaakt|binnengekomen|doorgestuurd}"},
	{6, "{nous avons bien reçu votre|votre {message|demande|courriel} {a été {reçu~|enregistré~}|a bien été}|nous "
	    "avons reçu votre|accusons réception}"},
	{6, "{hemos recibido su|su {mensaje|solicitud|consulta|correo} ha sido {recibid~|registrad~}|abbiamo ricevuto "
	    "{il suo|la sua|la tua|il tuo}|la {sua|tua} richiesta è stata}"},
	{6, "{wij hebben uw {bericht|e-mail|vraag|aanvraag} {goed |}ontvangen|uw {bericht|e-mail|aanvraag} is "
	    "{ontvangen|geregistreerd}|recebemos {a sua|o seu|sua|seu}|otrzymaliśmy {twoją|państwa}|vi har "
	    "{mottagit|modtaget} {ditt|din}}"},
	{0, NULL},
};

/* The number that a desk gives. */
static const Sign numbered[] = {
	/* or the hours that it keeps */
	{5, "{mailbox|inbox|phones|lines|desk|office|team|postfach|hotline|zentrale|adres|boîte|buzón|casella} * "
	    "{monitored|"
	    "staffed|manned|attended|besetzt|erreichbar|bemand|relevée|atendid~|presidiat~} "
	    "{monday|weekdays|between|during|"
	    "from|on|von|montag~|mo|werktag~|van|maandag|du|de|dal|dalle}"},
	{5, "{reference|ticket|case|request|incident|enquiry|inquiry} {number|id|no.|reference|#}"},
	{5, "{assigned the ticket|ticket reference|reference: |case #|ticket #|request #}"},
	{5, "{ticketnummer|ticket-nummer|ticket-nr|ticket-id|vorgangsnummer|bearbeitungsnummer|vorgangs-nr|fallnummer|"
	    "anfragenummer|bearbeitungs-nr|referenznummer|aktenzeichen {lautet|ist}}"},
	{5, "{unter|mit} {der|dem|folgende~} {nummer|nr.|ticket|vorgang~|referenz|fall~|kennung|zeichen|aktenzeichen}"},
	{5, "{sous|avec} {le numéro|la référence|le n°}"},
	{5,
	 "{numéro de {ticket|dossier|demande|suivi}|número de {caso|ticket|solicitud|referencia|incidencia}|numero di "
	 "{ticket|pratica|richiesta|riferimento}}"},
	{5, "{con {el|il} {número|numero|codice}|con numero|onder {het |}{nummer|kenmerk|referentie~}|ticketnummer|"
	    "zaaknummer|referentienummer}"},
	{5,
	 "{il numero|el número|le numéro|die nummer|het nummer|the number|seine nummer|ihre nummer} {è|es|est|lautet|"
	 "ist|is}"},
	{5, "{track|view|check|follow} {it|the {status|progress}|this|your {ticket|request|case}} "
	    "{at|of|here|online|by|on}"},
	{5, "to add {additional |more |further |}{comments|information|details}"},
	{0, NULL},
};

/* "Somebody will see to it": no desk knows who. */
static const Sign promised[] = {
	{4,
	 "{mitarbeiter~|kollege|kollegin|team|berater~} {ruft|meldet|kontaktiert} {sie|sich|dich} * {zurück|bei ihnen|"
	 "innerhalb|binnen|kürze}"},
	{4, "{someone|somebody|a colleague|one of us} {from * |on * |in * |}will {get back|reply|respond|be in "
	    "touch|answer|"
	    "contact}"},
	{4, "{bekommst du|bekommen sie|erhalten sie|hören sie|hörst du|hört ihr} * {von uns|post|antwort|nachricht}"},
	{4, "{nemen|neemt} * {binnen|spoedig|zo snel} * {contact|werkdag~}"},
	{4,
	 "{a|one of our|our} {real |}{human|person|people|team|agents|colleagues} {will|is going to} {write|get|reply|"
	 "respond|answer|be}"},
	{4,
	 "{usually|normally|typically|in der regel|meist|généralement|normalmente|di solito|meestal} {within|the same|"
	 "innerhalb|am|binnen|sous|dans|en|entro|le jour|el mismo|lo stesso|dezelfde}"},
	{4, "{bearbeitung|beantwortung|antwort|prüfung} * {kann|wird|dauert|beträgt|nimmt} * "
	    "{tag~|werktag~|woche~|stunde~|"
	    "anspruch}"},
	{4, "{answer|reply to|respond to|beantworten|beantwortet|répondons à|respondemos|contestamos|rispondiamo|"
	    "beantwoorden} "
	    "{all|every|each|any|alle|jede|toutes|tous|a todas|a todos|todas|todos|a tutte|a tutti|elke} "},
	{4, "{we|i} {typically|usually|normally|generally|aim to|try to} {reply|respond|answer} "},
	{4, "vous répondra {prochainement|rapidement|bientôt|dans}"},
	{4, "ticket: "},
	{4, "{in|nach} der reihenfolge {des|ihres|der} "},
	{4, "{{is|are} in {our|the} queue|{monitored|staffed|open} {monday|between|from|during|weekdays}}"},
	{4, "{werden|wird} {wir |sich |uns |ihre * |ihr * |ihnen |sie |mit ihnen |}{umgehend|in kürze|schnellstmöglich|"
	    "baldmöglichst|zeitnah|so schnell|so bald|unverzüglich|mit ihnen}"},
	{4, "{reviendrons|revenons|reviendra} {vers|très|rapidement}"},
	{4, "{longer than usual|in ordine di arrivo|in order of receipt|am selben tag|in der regel|hear from us|quanto "
	    "prima}"},
	{4,
	 "{unaufgefordert auf|kommen {unaufgefordert |}auf sie zu|kommt auf sie zu|bis zu "
	 "{drei|vier|sechs|acht|3|4|6|8} "
	 "wochen|bearbeitung * dauern|sachstandsanfragen|prüfen {ihre|deine} {unterlagen|anfrage|bewerbung|angaben}}"},
	{4, "{please |}allow {up to |}{1|2|3|5|one|two|three|24|48} "},
	{4, "{our {helpdesk|help desk|support|service desk|experts} {will|is}|look into it|attend to it}"},
	{4, "{le|ti|vi|vous|u|je|te|les} {risponderemo|contatteremo|ricontatteremo|hoort "
	    "{snel|spoedig|binnen}|responderemos|"
	    "contactaremos|répondrons|recontacterons}"},
	{4, "{hoort snel van|streven ernaar|reageren binnen|binnen {2|twee|24|48|3|drie} {werkdagen|uur}}"},
	{4, "{un technicien|un expert|un collaborateur|un operatore|un tecnico|un agente|een medewerker} "},
	{4, "{a member of our|our} {team|staff|agents|support~} {will|is}"},
	{4, "one of {our|my} {agents|colleagues|team~|staff|specialists|experts|representatives|advisors|advisers} "
	    "{will|is}"},
	{4, "{we will|we'll|someone will|our team will|one of our * will} {get back|respond|reply|be in "
	    "touch|contact|answer|review|process}"},
	{4, "{we aim|we try|we strive|we do our best|we endeavour} to {respond|reply|answer|get back|resolve|process}"},
	{4, "{reviewed|handled|processed|looked at|answered|dealt with} by {our|a|one|the}"},
	{4, "{within|in} {the next |one |two |three |24 |48 |72 |1 |2 |3 |5 |1-2 |2-3 |24-48 |}{business|working} "
	    "{days|hours}"},
	{4, "{wir werden|wir bemühen uns|ein~ mitarbeiter~|unser{e|} "
	    "{team|mitarbeiter|kundenservice|kundendienst|support~|kollegen}|{ein|eine} {kollege|kollegin} * team} * "
	    "{schnellstmöglich|so bald wie möglich|umgehend|zeitnah|in kürze|so schnell wie möglich|"
	    "bearbeiten|melden|kümmern|beantworten|antworten}"},
	{4, "{antworten|bearbeiten|bearbeitet|beantwortet|beantworten|melden uns} {ihnen |dir |ihre * |bei ihnen |bei "
	    "dir |}"
	    "{schnellstmöglich|so bald wie möglich|umgehend|zeitnah|so schnell wie möglich|innerhalb|binnen|in kürze}"},
	{4, "{innerhalb|binnen} {von |der nächsten |}{24|48|72|ein~|zwei|zweier|drei|dreier|1|2|3|5|1-2|2-3} "
	    "{stunden|werktag~|arbeitstag~|tagen}"},
	{4,
	 "{in der reihenfolge ihres eingangs|erhöhte~ {anfrage~|aufkommen}|hohe~ {anfrage|anruf|e-mail|mail}aufkommen|"
	 "sehen sie von {rückfragen|nachfragen|mehrfach~} ab|von {rückfragen|nachfragen} abzusehen}"},
	{4, "{dans les {meilleurs délais|plus brefs délais}|sous {24|48|72} {h|heures}|dès que possible}"},
	{4, "{a la mayor brevedad|lo antes posible|en {un plazo|breve}|al più presto|nel più breve tempo|"
	    "entro {24|48|72} ore|zo {spoedig|snel} mogelijk|binnen {24|48|twee|2|drie|3|een|één|1} {uur|werkdag~}}"},
	{4, "{sie erhalten|du erhältst|ihr erhaltet} * {antwort|rückmeldung|bescheid|nachricht}"},
	{4, "{unser team|unsere kollegen|das team|unser support~|unser kundenservice|jemand|ein kollege|eine kollegin} "
	    "{meldet|melden|kümmert|kümmern|antwortet|wird|prüft}"},
	{4,
	 "{wir geben unser bestes|so schnell es geht|so schnell wie möglich|längeren wartezeiten|längere wartezeiten}"},
	{4, "{response times|as soon as we can|as quickly as possible|our best to}"},
	{4,
	 "{un conseiller|un de nos|une de nos|notre équipe|nos équipes|notre service} {vous|va|sera|reviendra|traite}"},
	{4, "{streven ernaar|wij streven ernaar|u ontvangt * {reactie|antwoord}|riceverà|recibirá|nuestro equipo|il "
	    "nostro team}"},
	{4,
	 "{hilfecenter|hilfe-center|help center|help centre|helpcenter|centre d'aide|centro de ayuda|centro assistenza|"
	 "häufig gestellte fragen|frequently asked questions|our faq|unsere faq|unseren faq}"},
	{0, NULL},
};

/* Nobody reads it before it may be delivered: challenge and response. Both what it is for and what is to be done. */
static const Sign challenge_for[] = {
	{6, "{guest list|waiting list|approved senders|allowed {list|senders}|whitelist|white "
	    "list|pre-approved|preapproved|sender verification}"},
	{6, "{to|before} {have|get} your {message|e-mail|email} {delivered|is delivered}"},
	{6, "challenge{-| / |/| }response"},
	{6, "{held|pending|quarantined} * {until|awaiting|waiting} {you|your|verification|confirmation}"},
	{6, "{um ihre * zuzustellen|damit ihre * zugestellt}"},
	{6, "{protected by|protects|protection against|to fight|to combat|reduce} "
	    "{spam|junk|unwanted|mailblocks|spamarrest|bluebottle|0spam|boxtrapper|tmda}"},
	{6, "{unknown|first time|new} sender~"},
	{0, NULL},
};

static const Sign challenge_do[] = {
	{6, "{click|reply|visit|follow} * {to |and |}{confirm|verify|prove|have your * "
	    "added|release|authenticate|deliver your}"},
	{6, "{confirm|verify} {that |}{you are|your {identity|address|e-mail address|email address}}"},
	{6, "{reply|respond} to this {message|e-mail|email|mail}"},
	{6, "{bestätigen sie|bitte bestätigen|klicken sie|anklicken} * "
	    "{absender|link|e-mail-adresse|identität|bestätig~|zustell~}"},
	{0, NULL},
};

const SignGroup signs_reply[] = {
	{KIND_AUTO_REPLY, SIGN_IN_SUBJECT, auto_subject},
	{KIND_AUTO_REPLY, SIGN_IN_SUBJECT, ticket_subject},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, auto_declared},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, auto_receipt},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, numbered},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, promised},
	{KIND_AUTO_REPLY, SIGN_IN_NOTICE, challenge_for},
	{KIND_AUTO_REPLY, SIGN_IN_NOTICE, challenge_do},
	{0},
};
