/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How programs answer in the place of a person who is away: that he is, and what becomes of the mail. The rest is in
 * signs-beside.c. One row per wording, with the words between left out; sorted by language.
 */
#include "mail/signs.h"

/* "I am away": as a statement about the writer himself. */
static const Sign absent[] = {
	{6, "{bin|sind} * auf {einem|einer|dem|der} "
	    "{seminar|lehrgang|kongress|workshop|symposium|tagung|konferenz|fortbildung}"},
	{9, "{has|have} moved on from"},
	{9, "{werk ik|ik werk|werkt} * niet {meer|langer} {bij|voor|in|hier}"},
	{9, "{je ne travaille plus|ya no trabajo|ya no estoy en|non lavoro più|non sono più in}"},
	{7, "{company|business|practice|school|university|store|warehouse|factory} {is|are|will be|remains} {currently "
	    "|}closed"},
	{6, "{bin|sind|werde|werden|bleibe|bleiben} * {außer haus|weg|fort|in besprechungen|in terminen|im termin|beim "
	    "kunden|"
	    "bei kunden|im außendienst|auf dem weg|zu tisch|ganztägig|nicht im einsatz|im ausland|in "
	    "{asien|amerika|china}|"
	    "freigestellt|beurlaubt|in quarantäne|im krankenhaus|in kurzarbeit|im streik|auf klausur~}"},
	{6, "{bleibt|ist|hat} {unsere|unser|die|das} * {geschlossen|nicht besetzt|urlaub|betriebsferien}"},
	{6, "{uffici~|azienda|negozio|sede|attività} * {riapr~|riprend~}"},
	{6, "{nos bureaux|notre bureau|notre société|nous} * {rouvr~|reprend~}"},
	{6, "{nuestras oficinas|nuestra oficina|la oficina} * {reabr~|volver~}"},
	{6, "{our|the} {office|offices|shop|company|team} * {reopen~|resume~|closed|shut}"},
	{6, "{bin|arbeite} {ich |nur |}* {montags|dienstags|mittwochs|donnerstags|freitags|vormittags|nachmittags}"},
	{6, "{bin|sind|werde|werden|befinde} * {in {einem|einer|einem ganztägigen} "
	    "{workshop|schulung|besprechung|klausur~|"
	    "meeting|sitzung|seminar|fortbildung|termin|tagung|konferenz}|ohne "
	    "{mailzugang|zugriff|internet~|netz|empfang}|"
	    "verreist|auf reisen|nicht {erreichbar|ansprechbar}}"},
	{6, "{habe|haben|machen|mache|ist|sind|wegen} * {betriebsurlaub|betriebsferien|betriebsruhe|jahresurlaub|"
	    "weihnachtsurlaub|sommerurlaub|werksferien|weihnachtsferien|resturlaub}"},
	{9, "{ist|sind|arbeitet} * nicht {mehr|länger} {bei|in|für|im|hier|teil} "
	    "{uns|unser~|der|dem|haus|unternehmen|tätig|"
	    "beschäftigt|die}"},
	{7,
	 "{parental|maternity|paternity|sick|annual|study|medical|family|adoption} leave {from|until|till|through|for|"
	 "and|starting|since|at|as}"},
	{7, "{congé|congés} {maternité|parental|paternité|annuel~|sans|maladie|jusqu'|du|et|pour}"},
	{6,
	 "{me remplace|mi sostituisce|me sustituye|vervangt mij|vervangt me|looking after my|handling my|covering my|"
	 "taking care of my|übernimmt meine|übernimmt die vertretung|vertritt mich} "},
	/* one who is the subject, what he is, the words between left out */
	{6, "{ich|wir} {bin|sind|werde|werden|habe|haben} * {verreist|unterwegs|auf reisen|weder * erreichbar|nicht "
	    "{erreichbar|ansprechbar|da|anwesend|im dienst|im büro|am arbeitsplatz}|abwesend|ortsabwesend|in der "
	    "{weihnachtspause|sommerpause|betriebsruhe|klausur|pause}|ohne {mailzugang|zugriff|internet~|netz}}"},
	{6, "{sind|bin} {wir|ich} * {weder * erreichbar|nicht {erreichbar|da|anwesend}|verreist|in der "
	    "{weihnachtspause|sommerpause|betriebsruhe|pause}|geschlossen}"},
	{6, "{vertritt|vertreten} {mich|uns}"},
	{6, "{während|in} {meine~|der zeit} {urlaub~|abwesenheit|vom|elternzeit|krankheit}"},
	{6, "{kann|können} {ich|wir} {ihre|deine|eure|e-mails|mails|nachrichten} * {nicht|erst|nur} "
	    "{beantworten|bearbeiten|lesen|antworten|eingeschränkt|unregelmäßig|sporadisch|verzögert|sofort|zeitnah}"},
	{6,
	 "{i will|i'll|i|we|we will} {be having |have |be |} {limited|no|little|intermittent|reduced} {e-mail |email "
	 "|internet |mail |}{access|connectivity|availability}"},
	{6, "{we're|we are|we will be|we'll be} closed"},
	{6, "{i have|i've|has|have} retired"},
	{6, "{i am|i'm|we are|we're} {away|out} {from|of} {the|my} {office|desk|country|town}"},
	{6, "{i will|i'll|i am|i'm} * {be checking|checking|check|be reading|reading} {messages|e-mail~|email~|mail} * "
	    "{periodically|intermittently|sporadically|occasionally|infrequently|when|from time|rarely}"},
	{6, "{my|our} {new|current} {e-mail|email|mail} {address|id} {is|will}"},
	{6, "{meine|unsere} neue {e-mail-adresse|mailadresse|adresse|e-mail} {lautet|ist}"},
	{6, "{absent|absente|indisponible} {jusqu'|du|le|cette|pour|depuis}"},
	{6, "{je suis|je serai|nous sommes} {actuellement |}* {en réunion|en formation|en clientèle|hors du bureau|en "
	    "voyage|sur la route}"},
	{6, "{no {estaré|estoy|estamos} {disponible~|en la oficina|localizable~}}"},
	{6, "{non {sarò|sono|siamo} {disponibil~|in {ufficio|sede}|raggiungibil~|reperibil~}}"},
	{6, "{ben ik|zijn wij|zijn we} * {niet {op kantoor|aanwezig|bereikbaar|aan het werk}|afwezig|met "
	    "{vakantie|verlof}|"
	    "vrij|gesloten}"},
	{4, "{sie erreichen mich|erreichen sie mich|bin ich} {erst |}wieder {ab|am}"},
	{5, "während meine~ {abwesenheit|elternzeit|urlaub~|mutterschutz~|erkrankung}"},
	{7, "{i am|i'm|i'll be|i will be|i shall be|we are|we will be|he is|she is|mr. * is|mrs. * is|ms. * is} "
	    "{currently |presently |now |also |away and |}{be |}{out of {the |}office|out of office|away from|away "
	    "until|away on|away and|on vacation|on holiday~|on "
	    "{annual|maternity|parental|paternity|sick|family|medical|extended|} {leave|holiday}|on leave|on a "
	    "business trip|on business|out of town|out of the country|out until|traveling|travelling|not in the "
	    "office|not available|unavailable|absent|off until|off work|offline|closed|attending}"},
	{7, "{i am|i'm} {currently |} out {of|until|from|on}"},
	{7, "{i am|i'm|i'll be} {currently |}{ooo|on pto|pto|o-o-o}"},
	{9, "{i have|i've|has} left * {ltd|inc|gmbh|ag|llc|plc|corp~|limited}"},
	{7, "{will be|am|is} {out of the office|out of office|unavailable|on annual leave|on vacation}"},
	{5, "{out of the office|out of office|annual leave|on vacation}"},
	{7, "{our|the} {office|offices|company|shop|practice} {is|are|will be} {currently |}closed"},
	{7, "{ich bin|bin ich|ich befinde mich|befinde ich mich|ich werde|wir sind|sind wir|ist {herr|frau} *} * "
	    "{nicht im {büro|haus|hause|dienst|einsatz}|nicht {in meinem|im} büro|nicht am "
	    "{platz|arbeitsplatz|schreibtisch}|nicht an meinem|nicht erreichbar|nicht "
	    "{da|anwesend|verfügbar|persönlich}|im "
	    "{urlaub|jahresurlaub|resturlaub|erholungsurlaub|sabbatical|mutterschutz|betriebsurlaub|krankenstand|"
	    "wohlverdienten}|in {urlaub|elternzeit|mutterschutz|den ferien}|außer haus|ausser "
	    "haus|außerhaus|abwesend|unterwegs|auf {dienstreise|geschäftsreise|reisen|fortbildung|schulung|einer "
	    "{dienstreise|messe|schulung|tagung|fortbildung}}|krank~|erkrankt|auf urlaub|nicht im dienst|geschlossen}"},
	{7,
	 "{büro|unternehmen|betrieb|geschäft|sekretariat|praxis|kanzlei|laden|werk|verwaltung|rathaus|geschäftsstelle|"
	 "werkstatt|agentur} {ist|bleibt|hat|macht} * {geschlossen|urlaub|betriebsferien|nicht besetzt}"},
	{7, "{befinden uns|befinde mich} * {betriebsurlaub|betriebsferien|urlaub|ferien}"},
	{7, "{wegen|aufgrund} {urlaub|krankheit|betriebsferien|eines|meines} * {abwesend|geschlossen|nicht|urlaub~}"},
	{7, "{abwesend bis|abwesend vom|abwesend von|urlaub bis|urlaub vom|urlaub von}"},
	{7, "{je suis|je serai|nous sommes|nous serons} {actuellement |}{absent~|en "
	    "{congé~|vacances|déplacement|formation|arrêt}|hors du bureau|indisponible|fermé~}"},
	{7, "{estoy|estaré|me encuentro|me encontraré|estamos} {actualmente |}{fuera|de "
	    "{vacaciones|viaje|baja|permiso}|ausente|en {vacaciones|licencia}}"},
	{7, "{sono|sarò|siamo} {attualmente |al momento |}{assente|fuori {ufficio|sede}|in "
	    "{ferie|vacanza|viaggio|malattia|maternità|congedo|trasferta}|chius~}"},
	{7, "{ik ben|wij zijn|ben ik} * {afwezig|niet {aanwezig|op kantoor|bereikbaar}|op {vakantie|reis}|met "
	    "{verlof|vakantie|zwangerschapsverlof|ouderschapsverlof}|uit kantoor|buiten kantoor|gesloten}"},
	{7, "{estou|estarei|encontro-me} {actualmente |atualmente |}{ausente|fora|de férias|de licença}"},
	{7, "{jestem|przebywam|będę} {obecnie |aktualnie |}{nieobecn~|na urlopie|poza biurem|niedostępn~}"},
	{7, "{jag är|jeg er} * {inte på kontoret|på semester|semester|frånvarande|tjänstledig|föräldraledig|ikke på "
	    "kontoret|på ferie|fraværende|bortrest|ikke til stede}"},
	{6,
	 "{bin|sind|ist|befinde|befinden} {ich |wir |mich |uns |}{leider |derzeit |zurzeit |zur zeit |momentan |"
	 "aktuell |gerade |heute |noch |}* {nicht {da|anwesend|im {büro|haus|hause}|erreichbar|zu erreichen|verfügbar|"
	 "am {platz|arbeitsplatz|schreibtisch}}|im {urlaub|mutterschutz|sabbatical|krankenstand}|in {elternzeit|"
	 "urlaub|kur|reha}|auf {reisen|dienstreise|geschäftsreise|fortbildung}|außer "
	 "{haus|landes}|abwesend|erkrankt|krank}"},
	{6, "{bin|sind} {ich |wir |}* auf {der|einer|einem} {messe|schulung|konferenz|tagung|fortbildung|seminar|"
	    "veranstaltung|kongress|workshop|klausur|baustelle|reise}"},
	{6, "{nehme|nehmen} {ich |wir |}* {an einer|an einem|an der|am} * teil"},
	{6,
	 "{mache|habe|genieße|haben|machen} {ich |wir |}* {urlaub|ferien|betriebsferien|elternzeit|sabbatical|pause}"},
	{6, "{ist|sind|bleibt|bleiben|hat|macht|haben|machen} {unser~|das|die|mein} {büro~|betrieb|haus|team|firma|"
	    "geschäft~|praxis|kanzlei|standort~|werk|niederlassung|unternehmen|sekretariat|abteilung} * {geschlossen|"
	    "urlaub|betriebsferien|betriebsruhe|nicht {besetzt|erreichbar}}"},
	{6, "{gönnen wir|gönnen} uns"},
	{6, "{i'm|i am|i'll be|i will be} {out|off|away} {today|tomorrow|this|all|for|sick|the|until|from|with|on} "},
	{6, "{i'm|i am|i'll be|i will be} {attending|taking {time|some|a few|leave}|at {a|an|the} {conference|trade|"
	    "seminar|training|offsite|fair|event|summit}|in meetings all|in training|sick|on pto|on the road}"},
	{6, "{i|we} {only work|work {part|mondays|only|tuesday~|monday~}|don't work|do not work} "},
	{6, "{ich arbeite|arbeite ich} {in teilzeit|nur|montags|dienstags|mittwochs|von|teilzeit}"},
	{6,
	 "{no {me encuentro|estoy|estaré|estamos}|non {sono|siamo|sarò}} {actualmente |al momento |}{en |in |}{la |}{"
	 "oficina|ufficio|sede|disponible}"},
	{6, "{is|zijn|blijft} {ons|onze|het} {kantoor|bedrijf|winkel} * {gesloten|dicht}"},
	{6, "{niet aan het werk|niet bereikbaar|niet op kantoor|niet aanwezig}"},
	{6, "{gönne|nehme} {ich |}mir * {auszeit|frei|urlaub|pause}"},
	{6, "{erreichen|erreicht|erreichst} {sie|ihr|du} mich * nicht"},
	{6,
	 "{bin|sind|erst|bis} {ich |wir |}{erst |} * wieder {im {büro|haus|hause|dienst}|da|für {sie|euch|dich}|zurück|"
	 "erreichbar|persönlich|am {platz|arbeitsplatz|schreibtisch}|zu erreichen|ansprechbar}"},
	{6, "{unser~|das|die} {büro~|betrieb|haus|team|firma|geschäft~|praxis|kanzlei|standort~|werk|niederlassung} "
	    "{ist|sind|"
	    "bleibt|bleiben|hat|macht|haben|machen} * {geschlossen|urlaub|betriebsferien|betriebsruhe|nicht "
	    "{besetzt|erreichbar}|pause}"},
	{6, "{i am|i'm|i will be|i'll be|we are|we're|we will be} * {off|away|ooo|out|on leave|on vacation|on holiday|"
	    "travel~|offline|not working|off sick|out sick|at a conference|away at}"},
	{6, "{i have|i've|i} {now |just |} {started|begun|am on} {my |} * leave"},
	{6,
	 "{will be|am|is|are} {return~|back} {to {the office|work|my desk}|in the office|at {work|my desk}|on|in|from|"
	 "after|online}"},
	{6, "{notre|l'|nos|la} {entreprise|société|bureau~|cabinet|équipe|magasin|service~|locaux} "
	    "{est|sera|sont|seront} * fermé~"},
	{3, "{nous|je} {vous répondrons|vous répondrai|vous recontacterai|traiterai} {dès|à}"},
	{6, "{nuestr~|la|las} {oficina~|empresa|tienda|sede} {está~|permanece~|estará~} * cerrad~"},
	{6, "{nostr~|i|gli|l'|la} {uffici~|azienda|sede|negozio} {è|sono|sarà|saranno|rest~|riman~|rimarr~} * chius~"},
	{6, "{ons|onze|het} {kantoor|bedrijf|winkel|team} {is|zijn|blijft} * {gesloten|dicht}"},
	{6, "{de retour|de vuelta|di ritorno|di nuovo in {ufficio|sede}|weer {aanwezig|bereikbaar|terug|op kantoor}} "},
	/* where one is without an article, what one does instead of working, what one is kept by */
	{6, "{bin|sind|befinde|befinden} * auf {lehrgang|montage|tour|tournee|achse|weiterbildung|klassenfahrt|"
	    "hochzeitsreise|einem auswärtstermin|außentermin~|inventur}"},
	{6, "{baue|bauen|feiere|feiern|nehme|habe} {ich |wir |}* "
	    "{überstunden|resturlaub|zeitausgleich|gleittag|brückentag|"
	    "freizeitausgleich|urlaubstag~|sonderurlaub|elternzeit|bildungsurlaub} "},
	{6, "{genieße|genießen|geniet|enjoying|profite|disfrut~|godendo} * "
	    "{urlaub|verlof|zwangerschapsverlof|vakantie|leave|holiday|vacances|congé~|vacaciones|ferie}"},
	{6,
	 "{grippe|krankheit|corona|erkältung|unfall|operation} * {erwischt|flach|außer gefecht|lahmgelegt|ans bett}"},
	{6, "{bin|sind} {ich |wir |}* {krankgemeldet|arbeitsunfähig|außer gefecht|bettlägerig|im kranken~|im zug|im "
	    "flieger|"
	    "im flugzeug|im gericht|auf see}"},
	{6,
	 "{bin|sind|voraussichtlich} * {ab|am|erst|nach} * wieder {an bord|am start|arbeitsfähig|gesund|fit|im einsatz|"
	 "im lande|online|verfügbar|im betrieb|vor ort|besetzt|geöffnet|persönlich|für sie|an deck}"},
	{6,
	 "{kann|können} {ich |wir |}* {nur|kaum|nicht|selten|eingeschränkt} * {abrufen|abhören|einsehen|lesen|sichten|"
	 "telefonieren|online sein}"},
	{6, "{stehe|stehen} {ich |wir |}{ihnen |euch |}* {nicht|erst|nur} * {zur verfügung|bereit}"},
	{6, "{i've|i have|i am|i'm|i'll be|i will be} {taken|taking|having|enjoying|using} * {off|leave|break|holiday~|"
	    "vacation|pto|sabbatical}"},
	{6,
	 "{i am|i'm|i'll be|i will be|i have been|we are} {currently |}{on jury duty|called away|on assignment|on site|"
	 "in transit|flying|in hospital|in court|recovering|under the weather|unwell|on secondment|on sabbatical|"
	 "on a course|on the move}"},
	{6, "{my|our} {working|office|work|usual|normal} {days|hours} are"},
	{6,
	 "{outside|outside of} {my|our|these|those|normal|working|office|business} {working |office |business |}{days|"
	 "hours|times}"},
	{6, "{je serai|je suis|nous serons} {de repos|en repos|malade|souffrant~|en salon|sur un salon|en mission|en "
	    "télétravail|en rtt|retenu~|injoignable|hospitalisé~|alité~}"},
	{6, "{j'ai|j'aurai|je n'ai|je n'aurai} * {accès|consulte} * {limité|messagerie|mails}"},
	{6,
	 "{estoy|estaré|estamos|ando} {en {una|un|el} {feria|congreso|curso|viaje|evento|formación|visita|taller}|de "
	 "{viaje|permiso|descanso|luto}|enferm~|fuera|sin acceso|ilocalizable}"},
	{6, "{sono|sarò|siamo|mi trovo} * {in {fiera|permesso|riunione|formazione|missione|ospedale|viaggio}|a un "
	    "{corso|convegno|congresso}|alla fiera|malat~|irreperibile|senza accesso|in smart}"},
	{6,
	 "{ben ik|ik ben|wij zijn|zijn wij} * {vrij|ziek|onderweg|op cursus|op een beurs|op training|op zakenreis|in "
	 "bespreking|met zwangerschapsverlof|in het buitenland|niet beschikbaar|op reis}"},
	/* days and hours of work, a few days off, what opens again */
	{6,
	 "{werk ik|ik werk|je travaille|je ne travaille|trabajo|no trabajo|lavoro|non lavoro} {niet|pas|alleen|enkel|"
	 "uniquement|seulement|solo|solamente|soltanto|part-time|parttime|{à |a }{temps|tiempo|tempo} {partiel|parcial|"
	 "parziale}|op|le|les|los|el|il|nei|dal|du|de|van|ook niet} "},
	{6, "{ein paar|einige|freie|zwei|drei|wenige} {freie |}{tage|wochen} {frei|urlaub|auszeit|pause}"},
	{6, "{ein paar|einige|zwei|drei} freie {tage|wochen}"},
	{6, "{schaue|schau|gucke|blicke|sehe|komme} {ich |}* {in {mein~|das}|ins|an mein~} {postfach|e-mail-postfach|"
	    "mailbox|posteingang|mails|e-mails|rechner|schreibtisch}"},
	{6, "{étant|je suis|actuellement|me trouve|me trouvant} * en "
	    "{arrêt|congé~|déplacement|vacances|formation|mission} "},
	{6,
	 "{mi trovo|mi troverò|trovandomi} * {fuori|assente|in {ferie|viaggio|trasferta|vacanza|congedo}|all'estero}"},
	{6, "{büro|haus|praxis|kanzlei|betrieb|geschäft|laden|werkstatt|telefon|zentrale} {ist|sind|bleibt|bleiben} * "
	    "{verwaist|"
	    "unbesetzt|nicht besetzt|geschlossen}"},
	{6, "{ist|sind|bleibt|bleiben} {unser~|mein|das|die} "
	    "{büro|haus|praxis|kanzlei|betrieb|geschäft|laden|werkstatt|telefon~|"
	    "zentrale} * {verwaist|unbesetzt|zu}{.|,|!| und}"},
	{6, "{kuriere|erhole} {ich |}mich {ich |}"},
	{6,
	 "{je ne suis|je ne serai|nous ne sommes|nous ne serons} {pas|plus|guère} * {joignable~|disponible~|au bureau|"
	 "présent~|en mesure}"},
	{6, "{l'ufficio|gli uffici|il negozio|l'azienda|la sede|lo studio} {è|sono|sarà|saranno|resta|resterà|rimane|"
	    "rimarrà} * chius~"},
	{6, "{the|our} * {office|offices|department|desk|shop|branch|warehouse|reception} {is|are|will be} * "
	    "{closed|shut}"},
	{6, "{freier tag|freien tag|day off|days off|jour de congé|jour de repos|día libre|giorno libero|vrije dag}"},
	{6, "{macht|machen|mache|ist|sind} * "
	    "{winterpause|sommerpause|weihnachtspause|mittagspause|kreativpause|osterpause}"},
	{6, "{ihr|sie|du} {erreicht|erreichen|erreichst} mich * nicht"},
	/* gone for good */
	/* heavier than "habe ich", which persons say */
	{15, "{habe ich|ich habe} * {das|die|den|unser~} "
	     "{unternehmen|firma|haus|betrieb|organisation|gesellschaft} "
	     "* verlassen"},
	{9, "retired {on|in|from|at|last|this}"},
	{9, "{bin|ist|sind} {ich |wir |er |sie |herr * |frau * |}{leider |seit * |ab * |}nicht {mehr|länger} "
	    "{bei|für die|für das|in der|in dem|im unternehmen|teil|tätig|angestellt|beschäftigt}"},
	{9, "{hat|haben} uns {zum * |am * |leider |im * |vor * |}verlassen"},
	{9, "this is an {unattended|unmonitored|unmanned|abandoned|inactive} {mailbox|inbox|account|address}"},
	{9, "{left|has left|quit} * {in|on|at the end of|last} "
	    "{january|february|march|april|may|june|july|august|september|"
	    "october|november|december|month|year|week}"},
	{6, "{werkstatt|büro|laden|praxis|geschäft|kanzlei|betrieb} {ist|hat|bleibt} * {zu|dicht|pause}{.|,|!| und| "
	    "ab| bis}"},
	{6,
	 "{ferme|fermons|fermera|fermerons|cierra|cerramos|chiude|chiudiamo|sluit|sluiten|schließt|schließen} {ses|nos|"
	 "sus|nuestras|i|le|zijn|onze|seine|ihre|wir|du|del|dal|van|vom|jusqu'au|hasta|fino} "},
	{6,
	 "{non potrò|non posso|non riesco a|no podré|no puedo|je ne {peux|pourrai} pas|je ne pourrai|ik kan|won't be "
	 "able "
	 "to|unable to|will not be able to} {niet |geen |}{leggere|rispondere|consultare|leer|responder|atender|lire|"
	 "répondre|consulter|lezen|beantwoorden|reply|respond|read|answer|check} "
	 "{la|le|il|los|el|vos|votre|mes|mijn|uw|"
	 "to |e-mail|email|mail|messages|your|my|a|until}"},
	{9, "{was|is|war} {my|mein} {last|letzter} {day|working day|arbeitstag|tag} {at|with|in|bei|here|as}"},
	{9, "{my last|mein letzter|mon dernier|mi último|il mio ultimo|mijn laatste} {working "
	    "|}{day|tag|arbeitstag|jour|día|"
	    "giorno|dag|werkdag} * {was|war|était|fue|è stato|was het}"},
	{9, "{neue|neuen|andere|anderen} {aufgabe|aufgaben|herausforderung|wirkungskreis|arbeitgeber|stelle} * "
	    "{außerhalb|übernommen|angetreten|gewechselt|gesucht|gefunden|angenommen}"},
	{9,
	 "{have|has|je suis|ho|he|ben|j'ai} {taken|accepted|moved to|started|parti~ vers|pris|rejoint|intrapreso|"
	 "emprendido|iniciado|begonnen} {a |an |de |d'|una |un |nuov~ |nuev~ |}{new|nouvel~|autre~|nuov~|nuev~|andere} "
	 "{role|job|position|opportunity|challenge|horizons|fonctions|aventure~|avventura|sfid~|reto~|etapa|uitdaging|"
	 "baan}"},
	{9, "{hat|habe|haben} {zum * |}{das|die|unser|unsere|den} "
	    "{unternehmen|firma|haus|verein|betrieb|organisation|abteilung|gesellschaft|gruppe} {zum * |leider "
	    "|inzwischen |am * |}verlassen"},
	{9, "{ist|bin|arbeitet|arbeite|sind} {leider |inzwischen |seit * |ab * |zum * |}nicht {mehr|länger} "
	    "{bei|in|für|im|unter|mehr|teil|tätig|beschäftigt|am}"},
	{9,
	 "{aus dem unternehmen|aus unserem unternehmen|aus der firma|aus unserem haus} {ausgeschieden|aus|gegangen}"},
	{9, "{ist|bin|sind} * {ausgeschieden|im ruhestand|in rente|in den ruhestand}"},
	{9, "{is|am|are} no longer {with|employed|working|at|part of|an employee|a member|available at|in this "
	    "role|monitored|in use}"},
	{9, "no longer works {for|at|in|here}"},
	{9, "{has left|have left|am leaving|is leaving|will be leaving} {the |our |my {position|role|job} at "
	    "}{company|organi~|firm|business|team|university|bank|school|agency|office}"},
	{9, "{has|have|is} retired {from|as|and|since|on}"},
	{9, "{ne fait plus partie|ne travaille plus|a quitté {la société|l'entreprise|notre}|ya no {trabaja|forma "
	    "parte}|ha dejado la empresa|non lavora più|ha lasciato {l'azienda|la società}|niet {meer|langer} "
	    "{werkzaam|in dienst}|werkt niet meer|uit dienst|já não trabalha|nie pracuje już|slutat hos|arbetar inte "
	    "längre}"},
	{9, "{diese |meine |unsere |die |}{e-mail-adresse|mailadresse|adresse|e-mail "
	    "adresse|postfach|mailbox|e-mail-konto|mailkonto|account} * {nicht mehr "
	    "{gültig|verwendet|genutzt|gelesen|aktiv|in betrieb}|wird nicht {mehr |}{gelesen|abgerufen|genutzt}|hat "
	    "sich geändert}"},
	{10, "this {mailbox|e-mail address|email address|inbox|account} is {not|no longer} monitored"},
	{9, "i no longer {work|am}"},
	{9,
	 "{diese|die|meine|unsere|dieses|das|mein|unser} {e-mail-adresse|mailadresse|adresse|e-mail|postfach|mailbox|"
	 "konto} * nicht mehr {betreut|gelesen|genutzt|verwendet|abgerufen|gültig|aktiv|bearbeitet|überwacht}"},
	{9, "{cette|l'|mon} {adresse|boîte|messagerie} * {n'est plus|ne sera plus|est désactivée}"},
	{9, "{{esta|la} {dirección|cuenta} * ya no|{questo|questa|l'} {indirizzo|casella} * non è più|{dit|deze} "
	    "{adres|e-mailadres|mailbox} * niet meer}"},
	{9, "{ne fais|ne faisons|ne fait} plus partie"},
	{9, "{ne travaille plus|{j'|}ai quitté {la|l'|mes|notre}}"},
	{9, "letzten arbeitstag {gehabt|hatte|war}"},
	{9, "{bin|ist} * in {den |}{ruhestand|rente|pension} {gegangen|getreten|verabschiedet}"},
	{9, "this {mailbox|e-mail address|email address|address|account|inbox} {is|has} {no longer|not|been} "
	    "{monitored|in use|active|used|valid|read|changed|closed}"},
	{0, NULL},
};

/* What becomes of a mail meanwhile: a person who writes has read it. */
static const Sign unread[] = {
	{5, "{won't|will not|can't|cannot|may not} {see|read|get to|answer|reply to|respond to|be reading} "
	    "{this|your|it|any|"
	    "my|e-mail~|email~|mail|messages} * {before|until|till|this week|today|for|right away|immediately}"},
	{5, "{ne suis pas|ne serai pas|no estoy|no estaré|non sono|non sarò|niet} * {en mesure de|en condiciones de|in "
	    "grado "
	    "di|in staat} {vous |le |}{répondre|lire|traiter|responder|leer|rispondere|leggere|om te}"},
	/* who will read and answer it, and when: any person of the verb */
	{5,
	 "{atender~|responder~|contestar~|leer~} * {mensaje|correo|mail|e-mail|le|su|tu} * {el|la|en cuanto|cuando|a "
	 "partir|al|tras|a mi}"},
	{5, "{le|te|les} {responder~|contestar~|atender~} {en cuanto|cuando|a mi|a partir|al|el|lo antes}"},
	{5, "{no leo|no consulto|no reviso} {el|mi|los} {correo~|mails|mensajes|bandeja}"},
	{5, "{lees|beantwoord|bekijk|behandel|lezen|beantwoorden} {ik|wij|we} {uw|je|jouw|de|mijn} "
	    "{bericht~|mail~|e-mail~|"
	    "vraag}"},
	{5, "{prendrai|prendrons|consulterai|lirai|traiterai} * {connaissance|votre message|vos messages|mes mails|mes "
	    "messages|ma messagerie}"},
	{5, "{consulte|relève|lis|lirai} {peu|rarement|pas|moins|irrégulièrement} * "
	    "{mails|messages|messagerie|courriels}"},
	{5, "{leggo|leggerò|consulto|controllo|controllerò} * {posta|mail|e-mail|messaggi} "},
	{5, "{pick up|read|check|look at|catch up on|deal with|work through} {my |your |} "
	    "{e-mail|email|emails|e-mails|mail|"
	    "messages|inbox} {again|when|on|once|after|upon|from}"},
	{5, "{mails|e-mails|nachrichten|postfach|anrufe} * {nur|kaum|selten|unregelmäßig|sporadisch} * "
	    "{abrufen|abrufe|lesen|"
	    "lese|prüfen|abfragen}"},
	{5, "{responderé|contestaré|leeré|atenderé} * {cuando|al|a mi|tras|después}"},
	{5, "{risponderò|leggerò} * {al mio|quando|dopo|appena}"},
	{5, "{ihre|deine} {nachricht|e-mail|mail|anfrage} wurde automatisch"},
	{5, "{e-mails|mails|nachrichten|anfragen|meldungen} {lese|beantworte|bearbeite|lesen|beantworten|bearbeiten} "
	    "{ich|wir} "},
	{5, "{antworte|antworten} {ich |wir |}{ihnen|dir|euch|auf ihre|auf deine} * "
	    "{danach|anschließend|nach|sobald|so bald|"
	    "dann|ab}"},
	{5, "{vos|votre} {messages|message|mails|courriels} {seront|sera} "},
	{5, "{may|might|will} {be |}{delayed|slow|late|delay} {in |to |when |}{respond~|reply~|answer~|get}"},
	{5, "{werde|werden|kann|können} {ich |wir |}{ihre|deine|eure} {e-mail|mail|nachricht|anfrage} * {beantworten|"
	    "bearbeiten|lesen}"},
	{5, "{lese|beantworte|bearbeite|checke|sehe|prüfe} {ich |}{meine|ihre|deine|eure|keine|diese|e-mails|mails|"
	    "nachrichten} * {erst|nicht|nur|wieder|mails|nachrichten}"},
	{5, "{werden|wird} {meine|unsere|ihre|eingehende} {e-mails|mails|nachrichten|e-mail|mail|nachricht} "
	    "{nicht|nur|erst|"
	    "derweil}"},
	{5, "{bearbeiten|beantworten|lesen} wir {ab|erst|wieder|am|nach}"},
	{5,
	 "{ihre|deine|eure|diese|mein|das} {nachricht~|e-mail|mail|postfach|mailbox|e-mails|mails} {wird|werden} {nur|"
	 "erst|weder|derzeit|momentan|zurzeit} "},
	{5, "{this|the} {inbox|mailbox|address} is {un|not |no longer |only }"},
	{5, "{répondrai|répondrons|traiterai|traiterons} {à |}{vos|votre|vous}"},
	{5, "{ihre|deine|eure|meine|diese|die} {nachricht~|e-mail~|mail~|anfrage~} * {wird|werden} * nicht {gelesen|"
	    "weitergeleitet|bearbeitet|beantwortet|abgerufen|geprüft|automatisch|verarbeitet}"},
	{5,
	 "{ihre|deine|eure|meine|diese|die} {nachricht~|e-mail~|mail~|anfrage~} * {wird|werden|wurde} * {automatisch|"
	 "selbsttätig} {an|weitergeleitet|gelöscht}"},
	{5, "{wird|werden} {ihre|deine|eure|meine} {nachricht~|e-mail~|mail~} * nicht"},
	{5, "{werden|wird} {e-mails|mails|nachrichten} nicht {gelesen|bearbeitet|beantwortet|weitergeleitet}"},
	{5,
	 "{e-mails|mails|nachrichten|postfach|mailbox} {werden|wird} {in dieser zeit|in der zeit|währenddessen|solange|"
	 "derweil|nicht|nur}"},
	{5, "{bearbeite|beantworte|lese} ich * {am nächsten|nach meiner|ab|sobald|bei meiner|im anschluss|wieder}"},
	{5, "{ihre|deine|eure} {nachricht~|e-mail|mail|anfrage} {bearbeite|beantworte|lese|kann} ich"},
	{5, "{your|this|incoming|my} {message|e-mail|email|mail}{s|} {is|are|will|has|have} {not |been |be |}{being |}{"
	    "forwarded|read|monitored|checked|redirected|automatically|deleted}"},
	{5, "{i|we} {will |'ll |shall |}{respond|reply|answer|get back|attend} to {your|all|you|any} "
	    "{message|e-mail|email|mail|messages|emails|e-mails|} {when|upon|on|after|once|as soon} "},
	{5, "{votre|vos} {message|courriel|mail|e-mail}{s|} {ne {sera|seront}|sera|seront|n'est|est}"},
	{5, "{su|tu|sus|los} {mensaje|correo|correos|mensajes} {no {será~|se}|será~}"},
	{5, "{la sua|il suo|le|la tua|i} {mail|e-mail|messaggio|messaggi} {non "
	    "{sarà|verrà|saranno|verranno|viene}|sarà|verrà}"},
	{5, "{uw|je|de|mijn} {mail|e-mail|bericht|berichten|mails|e-mails} {wordt|worden} {niet|automatisch|in}"},
	{0, NULL},
};

const SignGroup signs_absence[] = {
	[SIGNS_AWAY] = {KIND_AUTO_REPLY, SIGN_IN_OPENING, absent},
	[SIGNS_UNREAD] = {KIND_AUTO_REPLY, SIGN_IN_OPENING, unread},
	{0},
};
