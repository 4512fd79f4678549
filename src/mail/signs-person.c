/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How people write when they answer themselves, and how they ask to be left alone: one row per wording, sorted by
 * language.
 */
#include "mail/signs.h"

/* A person's own business with us: nobody's vacation program writes so. */
static const Sign person[] = {
	{-5, "{gern|gerne} {können|nehme|komme|telefonieren|melde|würde|sprechen}"},
	{-5, "{lassen sie uns|lass uns|könnten sie|können sie {mir|uns|noch}|können wir|wollen wir|sollen wir|passt "
	     "{es|das|ihnen|mir|dir}|würde es|hätten sie|haben sie {schon|noch|zeit|interesse}}"},
	{-5,
	 "{wie besprochen|wie telefonisch|wie vereinbart|wie am telefon|nach unserem {gespräch|telefonat}|unser "
	 "{gespräch|telefonat}|ihr {angebot|anruf|vorschlag}|das telefonat|den termin|unseren termin|vor meinem "
	 "urlaub|telefonieren|ich melde mich {dann|danach|nach|bei|wieder|sobald|ende|anfang|nächste}|ich rufe|rufen "
	 "sie mich|ich schaue|ich habe {ihr|ihre|das|die|mir}|anbei|im anhang|habe ich {mit|mir|ihr|ihre}}"},
	{-5, "{let's|let us|can we|could we|shall we|could you|can you {send|please|tell|let|call}|would you|do "
	     "you|does {that|it|the}|what do you|how about|are you {available|free|still}|sounds {good|great}|looks "
	     "good|works for me|i'd {like|love|suggest|prefer}|i would {like|suggest|prefer}|attached|as discussed|as "
	     "agreed|our {call|conversation|talk|meeting|chat}|your {proposal|offer|quote|call|question}|call me|i'll "
	     "{call|ring|look|read|take|come back|let you|send}|i will {call|ring|look at|take a look|read|let "
	     "you|send}|i had|i have {read|looked|had|been|a question|discussed|forwarded|spoken}|i've "
	     "{read|looked|had|been|discussed|forwarded|spoken}|talk {soon|then|next|to you}|speak {soon|then|next}|i "
	     "went|we went|i was {on|out|away}}"},
	{-5,
	 "{ich war|wir waren|war ich|war im urlaub|mein urlaub war|im urlaub war|aus dem urlaub|nach dem "
	 "urlaub|schönen urlaub|ihr urlaub|dein urlaub|ihren urlaub|deinen urlaub|für den urlaub|urlaub "
	 "gebucht|urlaubsfotos|your {vacation|holiday|trip|leave|absence|out of office|auto-reply|auto reply|automatic "
	 "reply}|ihre abwesenheits~|deine abwesenheits~|fahre ich|fahren wir|fliege ich|fliegen wir}"},
	{-5, "{rappelez-moi|appelez-moi|contactez-moi|je vous {rappelle|appelle|rappellerai}|on se rappelle|llámeme|le "
	     "llamo|le llamaré|mi chiami|la richiamo|la chiamo|bel me|ik bel u}"},
	{-5, "{appelons-nous|pouvez-vous|pourriez-vous|votre {offre|proposition|appel}|comme convenu|notre "
	     "{entretien|conversation|appel}|podemos {hablar|quedar}|como acordamos|su "
	     "{oferta|propuesta|llamada}|possiamo {sentirci|parlare}|come {concordato|d'accordo}|la sua "
	     "{offerta|proposta}|kunnen we|zoals {besproken|afgesproken}|uw {voorstel|offerte|telefoontje}}"},
	{0, NULL},
};

/* What has been or is compared and weighed: notices speak of now and later. */
static const Sign tells[] = {
	{-5, "{wir sollten|sollten wir|müssen wir|wir müssen|vorher noch|the {short |}answer is|reply properly|but the "
	     "short|"
	     "we should|short answer|in short}"},
	{-5, "{stelle|stell|schicke|sende|bringe|zeige|erkläre|freue|freuen|hoffe|denke|glaube|finde} {ich "
	     "|}{sie|dich|ihnen|dir|"
	     "mich|uns|ich|das} {gern|gerne|auf|vor|dass|schon|noch|gut|heute|morgen}"},
	{-5, "{ich bin|bin ich|i will be|i'll be} {ab|from|starting} {nächste~|januar|februar|märz|next|january} * "
	     "{nachfolger|"
	     "bis dahin|vorher|before|until then}"},
	{-6, "{i|we|ich habe|wir haben} {have |}{opened|raised|created|submitted|logged|ein ticket|das ticket} * "
	     "{ticket|case|"
	     "eröffnet|aufgemacht|erstellt|request}"},
	{-5, "{krankgeschrieben|komme heute nicht|urlaub nehmen|nicht zur arbeit}"},
	{-5,
	 "{ich war|war ich|war die|war gestern|war letzte|war leider|waren wir|wir waren|war bis|war krank|sorry for "
	 "the "
	 "{delay|late}|i've been|i have been|been {away|on|sick|ill|off|out}|i was|desolé|j'étais|he estado|estuve|ero "
	 "in|sono stat~|ik was}"},
	{-5,
	 "{habe ich|hab ich|i received|i {have |}forwarded|ho ricevuto|he recibido|j'ai {bien |}reçu|ik heb} {your "
	 "|sua |"
	 "votre |ihnen |}{an |die |das |den |dem |der |erhalten|bekommen|gelesen|weitergeleitet|gestern|heute|message|"
	 "e-mail|email|mail|it |uw |su |la |il |}"},
	{-5, "{i've|i have|ich habe|habe ich|hab|hab ich} {told|asked|informed|briefed|given|ihm|ihr das|ihnen das|sie "
	     "gebeten|ihn gebeten|ihn informiert|sie informiert} "},
	{-5,
	 "{on peut|on pourra|nous pouvons|on se|podemos|nos vemos|possiamo|ci vediamo|we kunnen|kunnen we} {se |nous "
	 "|}{parler|parle|voir|voit|appeler|appelle|hablar|ver|quedar|vernos|sentirci|vederci|parlare|bellen|"
	 "afspreken|spreken|el|la|il|le|op}"},
	{-5, "{te|le|la|lo|vi|ti} {llamo|llamaré|chiamo|chiamerò|rappelle|firmo|confirmo|confermo}"},
	{-5, "{wie|as|comme|como|come|zoals} "
	     "{geplant|abgesprochen|verabredet|gehabt|planned|scheduled|arranged|prévu|previsto|"
	     "planeado|programmato|gepland|afgesproken}"},
	/* somebody else's absence */
	{-5, "{notre|mon|unser~|mein~|our|my|nuestro|mi|il nostro|il mio|onze|mijn} "
	     "{directeur|patron|chef~|kollege~|kollegin|"
	     "boss|manager|buyer|einkäufer~|einkauf|geschäftsführ~|collègue|director|jefe|capo|direttore|baas|inkoper|"
	     "vorstand} "
	     "{est|ist|is|está|è} * {absent~|urlaub|krank|weg|away|out|on leave|fuera|de vacaciones|in "
	     "ferie|assente|afwezig|"
	     "met vakantie|jusqu'|bis|until|hasta|fino|tot}"},
	/* will look at it, will ring, cannot come: it is about what was written to him */
	{-5,
	 "{schaue|sehe|gucke|schauen|sehen|lese|kläre|bespreche} {ich |wir |}{mir |uns |}{das|es|die sache|ihr~|dein~} "
	 "{an|durch|ab|mit|gerne|gern|dann}"},
	{-5, "{look at|go through|think about|check} {it|this|that|them|your "
	     "{offer|proposal|quote|slides|draft}} "},
	{-5, "{je regarde|je m'en occupe|je vois ça|lo miro|lo reviso|lo guardo|ci guardo|me ne occupo|ik kijk "
	     "ernaar|ik kijk "
	     "er naar} "},
	{-5, "{rufe|ruf} {ich |sie |dich |wir |dann |danach |gleich |}* {an|zurück|durch}{.|,|!|$| und}"},
	{-5, "{kann|können|schaffe} {ich |wir |leider |}* nicht {kommen|teilnehmen|dabei sein|mitmachen|zum termin}"},
	{-5, "{can't|cannot|won't be able to|not able to} {come|join|attend|make it|make our|make the}"},
	{-5, "{je ne peux pas|je ne pourrai pas|no puedo|no podré|non posso|non potrò|ik kan niet} {venir|assister|"
	     "participer|asistir|ir|venire|partecipare|komen|meedoen}"},
	{-5, "{schicken|senden|geben|mailen|sagen|zeigen} sie {ihr|ihm|ihnen|denen} {bitte |gern |gerne |doch "
	     "|}{das|die|den|"
	     "ein~|bescheid} "},
	{-5, "{send|give|tell|show} {her|him|them} {the|a|your|that} "},
	/* offers a time: "Donnerstag ab 14 Uhr geht" */
	{-5, "{montag|dienstag|mittwoch|donnerstag|freitag|morgen|übermorgen|uhr|vormittag~|nachmittag~|danach|vorher|"
	     "woche|"
	     "tag} {ab * |um * |}{geht|ginge|passt|klappt|würde|wäre|könnte} "},
	{-5, "{monday|tuesday|wednesday|thursday|friday|tomorrow|morning|afternoon|week} {at * |after * |}{works|would "
	     "work|suits|is fine|is better|would be|is good}"},
	{-5,
	 "{me convient|me conviendrait|nous convient|me va bien|me viene bien|me vendría|mi va bene|mi andrebbe|schikt "
	 "mij|schikt me|komt mij|past mij|past me}"},
	{-5, "{rufen|ruf|klingeln|melden} {sie |}{mich |}{einfach|doch|gern|gerne} "},
	{-5, "{kannst du|könnt ihr|können sie mir|zeigst du|weißt du|wissen sie|hast du|habt ihr} "},
	{-5, "{ab|gegen|um|so ab|nach|at|from} {8|9|10|11|12|13|14|15|16|17|18|halb *} {uhr|h|am|pm} {wieder "
	     "{da|im|am|hier|zurück|zu}|"
	     "zurück|back|rufen|anrufen|telefon~}"},
	{-5, "{ruft|rufe|rufen wir} {sie|dich|euch|ihnen} * an"},
	{-5, "{er|sie|herr *|frau *} {ruft|meldet sich|kümmert sich}"},
	{-5, "{könnten|könnte|könnt} {wir|ich|ihr|sie} "},
	{-5, "{would be {better|fine|great|good}|am besten|geht auch|besser wäre|wäre {besser|gut|schön|mir}|lieber "
	     "{am|erst|morgen|per|telefonisch|einen|später}|würde "
	     "mir|the {proposal|offer|quote|price~|invoice|contract}|das angebot|der preis|die preise|le devis|il "
	     "prezzo|el precio|de prijs|deshalb|deswegen|melde mich {am|wegen|dann|danach|bei|nächste|montag|dienstag|"
	     "mittwoch|donnerstag|freitag}|rufe {sie|dich|euch}|wir prüfen}"},
	{0, NULL},
};

/* Asks for something, or speaks of the very thing that is dealt in. */
static const Sign asks[] = {
	{-5,
	 "{schicken|senden|mailen|geben|sagen|nennen|bringen|liefern|reichen|schick|sende|sag|gib|bring} {sie |}{mir|"
	 "uns} "},
	{-5, "{please |kindly |}{send|give|bring|tell|let|get|forward} {me|us} "
	     "{the|a|know|your|over|have|some|it|two|three}"},
	{-5, "{envoyez|donnez|dites|livrez|transmettez|renvoyez}-{moi|nous|le|la|les}"},
	{-5, "{merci de|veuillez|pouvez-vous} {livrer|me|nous|m'envoyer|envoyer {le|la|les}}"},
	{-5, "{envíe~|mánde~|díga~|déme|dame|avíse~|puede~ enviar~|podría~ enviar~} {el|la|los|las|por|me|cuando|si}"},
	{-5, "{mi mandi|mi invii|mandami|inviami|mandatemi|inviatemi|mi dica|fatemi|potete "
	     "{consegnare|inviarmi|mandarmi}|può "
	     "{inviarmi|mandarmi}}"},
	{-5, "{stuur|stuurt|geef|breng|lever} {u |}{mij|me|ons|het|de} "},
	{-5, "{graag|vorher|noch heute|avant le|prima del|antes del|before the} "
	     "{leveren|liefern|schicken|bringen|deliver~}"},
	{-4, "{den|der|dem|das|dieses|diesen|unser~|the|this|le|la|el|il|het|de|lo|l'} {vertrag~|angebot~|bestellung|"
	     "lieferung|rechnung|ware|muster|preis|contract|quote|purchase|shipment|invoice|devis|contrat|livraison|"
	     "commande|pedido|contrato|presupuesto|contratto|preventivo|ordine|fattura|offerte|bestelling|levering|"
	     "factuur} "},
	{0, NULL},
};

/* Speaks of such notes and of failures, and so does not answer with one. */
static const Sign talks_of[] = {
	{-6,
	 "{ihre|deine|eure|seine|ihrer|deiner|die|der|eine|einer|meine} {abwesenheits~|out-of-office~|unzustellbar~|"
	 "fehlermeldung|automatische antwort|automatisch~ antwort}"},
	{-6, "{your|his|her|their|the|an|this|my} {out of office|out-of-office|ooo|auto-reply|auto reply|autoreply|"
	     "autoresponder|automatic reply|bounce|vacation message|away message}"},
	{-6, "{votre|la|son|sa} {réponse automatique|message d'absence}"},
	{0, NULL},
};

/* Asks not to be written to or called again. */
static const Sign opt_out[] = {
	{-20, "{nicht|nie|not|don't|ne pas|no|non|niet} {abbestellen|abmelden|austragen|löschen|unsubscribe|opt out|"
	      "désabonner|afmelden}"},
	{10, "lose my {number|contact|details|address|e-mail|email}"},
	{10, "{do not|don't|never} {ring|call|phone|mail|write|visit} the {office|company|house|shop} {again|any "
	     "more|anymore}"},
	{-20, "nicht mehr {im|auf|unter|an|über|per|in|am} * sondern"},
	{-20,
	 "{don't|do not|not} {call|mail|write|e-mail|email|contact} * but {rather |}{on|by|at|use|mail|call|write|to}"},
	{10, "{delete|erase|remove} {it|them|me|us|this} {and|,|immediately|now|at once|please}"},
	{10, "{do not|don't|never} {call|write|mail|e-mail|email|ring|text|contact} {again|back|anymore|any "
	     "more}{.|,|!|$| }"},
	{10, "{di non|non|voglio non} {contattar~|scriver~|chiamar~|telefonar~|mandar~|inviar~|disturbar~|importunar~} "
	     "più"},
	{10, "{no me|no nos|que no me|que no nos} {contact~|llam~|escrib~|mand~|molest~|envi~} {más|nunca|otra vez}"},
	{10, "{de|à} ne plus {me|nous|m'} {contact~|écri~|appel~|envoy~|sollicit~|relanc~|dérang~}"},
	{10, "{niet|nooit} meer {te |}{contact~|bel~|mail~|schrijv~|benader~|lastig}"},
	{10, "{kein|keinerlei} {interesse|bedarf} {an|für} {weiteren|weitere|künftigen|ihren} "
	     "{kontakt~|mails|e-mails|anrufen|werbung|nachrichten|zusendungen}"},
	{10, "{untersage|verbiete|untersagen|verbieten} {ich |wir |}{ihnen|euch|jede~|jegliche~|weitere~}"},
	{10, "{not|never} {to |}{contact|call|e-mail|email|mail|write|write to|message|ring|bother} {me|us|this|here} "
	     "{again|any more|anymore|address again|number again|ever}"},
	{10, "{never|don't|do not} {write|send|mail} {to |anything to |}{this|my|our} {address|number|inbox|account}"},
	{10, "^remove {me|us}{.|$|!|,| please}"},
	{10, "{ruf|rufen|rufe|schreib~|meld~|mail~} {sie |}{mich |uns |mir |sich |}{bitte |hier |}{nicht|nie} "
	     "{mehr|wieder} "},
	{10, "verbitte {ich |}{mir|uns}"},
	{10, "{von|auf} {weiteren|weitere|künftigen|jeglichen|solchen} "
	     "{anfragen|anrufen|mails|e-mails|nachrichten|kontakt~|"
	     "angeboten|schreiben|zusendungen|belästigungen|nachfragen} * {absehen|abzusehen|verzichten|verschonen}"},
	{10, "{keine|keinen|keinerlei} {weiteren |weitere |weiter |}{kontakt|kontaktversuche|"
	     "kontaktaufnahme|korrespondenz}"},
	{10, "{ne plus|ne pas} {m'|me |nous |}{envoyer|adresser} {de|d'|vos|aucun} "},
	{10, "{schrijf|meld|haal} {mij|me|ons} {uit|af|van}"},
	{10, "{désinscri~|desinscri~}"},
	{-20, "{wie lange|wann|how long|when do} * {daten|data|gespeichert|speichern|gelöscht|store}"},
	{-20, "{diese woche|heute|nächste woche|this week|today} * {nicht mehr an|no more}"},
	/* never again, and what: the words between are free */
	{10,
	 "{nicht mehr|nie wieder|nie mehr|nicht wieder|nicht noch * mal|nicht länger|nicht weiter|keinesfalls} {zu "
	 "|mehr |von ihnen |von euch |}{kontaktieren|kontaktiert|anrufen|angerufen|anschreiben|angeschrieben|schreiben|"
	 "anmailen|angemailt|belästig~|behelligen|nachfragen|nachfassen|nachhaken|nachzufragen|anzurufen|"
	 "anzuschreiben|beliefern|bewerben}"},
	{10, "verschon~ {sie |}{mich|uns} {bitte |}{mit|vor}"},
	{10, "{nichts|nie wieder etwas} {mehr |weiter |}{von ihnen|von euch|von dir|davon} {hören|lesen|bekommen|"
	     "erhalten|wissen}"},
	{10, "{nichts mehr|nie wieder} {hören|bekommen|erhalten|zugeschickt}"},
	{10, "{sparen|erspar~} {sie |}{sich|mir|uns} {bitte |}{weitere|die|ihre|alle|künftig~|jegliche} "
	     "{mail~|e-mail~|anruf~|werbung|versuche|angebote|nachrichten|arbeit|mühe}"},
	{10,
	 "{werbung|kontakt~|mails|e-mails|anrufe} {ist |sind |hier |}{unerwünscht|nicht erwünscht|nicht gewünscht}"},
	{10, "unerwünschte~ {werb~|mail~|e-mail~|anruf~|kontakt~}"},
	{10, "{widerruf~} * {einwilligung|zustimmung|erlaubnis|einverständnis}"},
	{10, "{meine~|unsere~|mich|uns|über mich|zu meiner person|diese~} * {daten|adresse|e-mail-adresse|mailadresse|"
	     "kontakt|eintrag|kontaktdaten} * {löschen|zu löschen|entfernen|streichen|sperren|gelöscht}"},
	{10, "{bitte |}{adresse|daten|kontakt|e-mail-adresse|mailadresse|eintrag} {bitte |umgehend |sofort |}{löschen|"
	     "streichen|entfernen|sperren}{$|.|!}"},
	{10,
	 "{trag~|nimm|nehmt|nehmen|werft|werfen} {sie |}{mich|uns} {bitte |sofort |umgehend |endlich |}{da |}{aus|raus|"
	 "heraus|runter}"},
	{10, "{unterlassen sie|unterlasst|unterlass} {das|dies|es|bitte|künftig|zukünftig|in zukunft|jede~|weitere~}"},
	{10, "{bitte |}{das|dies} {bitte |künftig |in zukunft |}{zu unterlassen|unterlassen}"},
	{10, "{absehen|abzusehen|verzichten|abstand} {von weiteren|sie von|auf weitere|von jeglich~}"},
	{10, "{sehen|nehmen} sie {bitte |künftig |in zukunft |}von {weiteren|jeglich~|solchen|derartigen|künftigen} "},
	{10,
	 "{do not|don't|never|please stop|stop|rather not|no longer want|do not want|don't want} {ever |please |you to "
	 "|to |}{follow up|follow-up|following up|hear from|reach out|reaching out|pitch~|chas~|spam~|solicit~}"},
	{10, "{not|never} {ever |}{hear from|be contacted by|be called by} {you|your} "},
	{10,
	 "{do not|don't|never} {ever |}{call|ring|dial|text|e-mail|email|mail|contact|use} {this|our|my|here|us|me} "
	 "{number |address |office |company |staff |}{again|any more|anymore|ever|any longer|any further}"},
	{10,
	 "{send|sending} {me |us |}{any |no |}more {of these|follow~|mail~|e-mail~|email~|messages|reminders|offers|"
	 "marketing}"},
	{10,
	 "{delete|erase|remove|destroy|wipe} {all |any |}{of |}{my|our} {personal |contact |}{data|details|information|"
	 "record~|contact~|profile|account}"},
	{10, "{please stop|just stop|stop it|stop this}{$|.|!}"},
	{10, "{cease|stop|quit} {contacting|e-mailing|emailing|calling|writing "
	     "to|approaching|harassing|spamming|messaging}"},
	{10, "{object|withdraw|revoke} * {processing|consent|marketing|permission|use of my}"},
	{10, "{under|per|pursuant|according to|gemäß|nach|laut} {the |art~ * |}{gdpr|dsgvo|rgpd|ccpa} * "
	     "{delete|erase|remove|"
	     "löschen|löschung|auskunft}"},
	{10,
	 "{ne plus|ne pas} {m'|me |nous |}{appeler|contacter|écrire|solliciter|démarcher|relancer|envoyer|recontacter|"
	 "importuner|rappeler}{$|.|!| à l'avenir| svp| s'il}"},
	{10,
	 "{arrêtez|cessez|veuillez cesser|veuillez arrêter|merci d'arrêter|merci de cesser} {de |d'}{m'|me |nous |}{"
	 "envoyer|écrire|appeler|contacter|solliciter|harceler|importuner|relancer|démarcher}"},
	{10, "{supprim~|retir~|effac~|enlev~|radi~|désinscri~|désabonn~} {me |moi |moi|nous |}{mes|nos|mon|notre|de "
	     "votre|de "
	     "vos|de la|de cette|cette adresse} "},
	{10, "{me|nous|m'} {retirer|supprimer|enlever|rayer|ôter|désinscrire|désabonner|effacer|radier} "},
	{10, "{ne} {souhaite|souhaitons|veux|voulons|désire|désirons} {plus|pas} {recevoir|être|avoir|que vous}"},
	{10, "{deje|dejen|deja|dejad} de {enviar~|escribir~|llamar~|contactar~|mandar~|molestar~}"},
	{10,
	 "{borr~|elimin~|suprim~|quit~|retir~|sáquenme|sáqueme} {por favor |}{mis|mi|nuestros|nuestra|de su|de la|me} "
	 "{datos|dirección|correo|nombre|lista|número|base|registro|de}"},
	{10, "{bórrenme|bórreme|elimínenme|elimíneme|quítenme|quíteme|sáquenme|sáqueme|denme de baja|deme de baja}"},
	{10, "{no me|no nos} {vuelva~ a|escriba~ más|llame~ más|contacte~ más|mande~ más|envíe~ más|moleste~}"},
	{10,
	 "{smett~|basta|finite~} {di|con|con le} {scriver~|chiamar~|contattar~|mandar~|inviar~|disturbar~|mail|e-mail|"
	 "chiamate|telefonate|pubblicità|messaggi}"},
	{10, "{cancell~|rimuov~|elimin~|tolg~} {per favore |}{i miei|il mio|la mia|mi|ci|i nostri|il nostro|questo} "
	     "{dati|indirizzo|nominativo|contatto|numero|nome|mail|e-mail|dal~|da}"},
	{10, "{non} {mi|ci} {scriv~|chiam~|contatt~|mand~|invi~|disturb~} più"},
	{10, "{stop|stopt|ophouden|hou op|houd op} {u |a.u.b. |alstublieft |}{met|mij|ons} "},
	{10,
	 "{mij|me|ons|mijn * |onze *|deze *} {uit|van} {uw|de|het|jullie} {lijst|bestand|database|mailinglijst|systeem|"
	 "adressenbestand|verzendlijst} * {halen|verwijder~|schrap~|te verwijderen|uitschrijven|haal~}"},
	{10,
	 "geen {verdere |}{e-mails|mails|berichten|telefoontjes|reclame|post|nieuwsbrief~} {meer|van u|van jullie} "},
	{-20,
	 "{unsere|viele|ihre|deren|alle|eure|our|your|their|many|some|most|nos|vos|nuestros|sus|i nostri|onze} {kunden|"
	 "leute|nutzer|leser|mitarbeiter|empfänger|users|customers|clients|readers|people|subscribers|clientes|"
	 "clienti|klanten}"},
	{-20, "{please |}do not call {me|us} {before|until|on|today}"},
	{10, "{please |}{unsubscribe|un-subscribe|opt me out|opt-out|opt out} "
	     "{me|us|from|please|this|my|our|$|immediately|of|that}"},
	{10, "^unsubscribe"},
	{10,
	 "{i want|i wish|i would like|i'd like|we want|we wish|like} to {unsubscribe|opt out|be removed|be taken off}"},
	{10, "{remove|take|delete|strike|drop} {me|us|my {e-mail|email|mail|address|name|data}|our "
	     "{address|e-mail|email|data}|this address} {address |}{from|off|out of} {your|the|this|any|all}"},
	{10, "{take|get} {me|us} off {your|the|this}"},
	{10, "{stop|quit|cease} {e-mailing|emailing|mailing|calling|contacting|writing|writing "
	     "to|sending|spamming|bothering|messaging} {me|us|these|this|such}"},
	{10, "{do not|don't|never|please don't|please do not} {e-mail|email|mail|contact|call|write|write "
	     "to|send|message} {me|us} {again|any~|emails|e-mails|further|more|$}"},
	{10, "{do not|don't|never} {contact|call|e-mail|email|mail} {me|us} {again|any more|anymore|any longer}"},
	{10, "{no|not want any|not receive any|don't want any|any} {more|further|future} "
	     "{e-mail~|email~|mail~|messages|calls|contact|communication~|correspondence}"},
	{10, "{not interested|no interest} * {remove|stop|do not|don't|no more|no further|refrain|please take}"},
	{10, "{refrain|abstain} from {contacting|calling|emailing|e-mailing|sending|further|any}"},
	{10, "not {wish|want} to {receive|get|be contacted|hear}"},
	{10,
	 "{keine|keinerlei|nie wieder|nicht mehr} {weiteren|weitere|mehr|derartigen|solche|solchen|unaufgeforderten} "
	 "{e-mail~|mail~|email~|anruf~|werbung|werbemail~|nachricht~|kontaktaufnahme~|kontaktversuche|angebote|"
	 "newsletter|zusendungen|post|kontakt~|informationen|schreiben}"},
	{10, "keine {werbung|werbemail~|werbeanrufe|newsletter|kaltakquise|kontaktaufnahme}"},
	{10, "{bitte |}keine {mails|e-mails|anrufe|nachrichten} {von ihnen|$}"},
	{10, "keine {e-mails|mails|anrufe|nachrichten|werbung|angebote|newsletter|post|werbemails} mehr"},
	{10, "{nimm|nehmen|streich~|lösch~|entfern~} {sie |}{mich|uns|meine "
	     "{adresse|e-mail-adresse|mailadresse|daten|kontaktdaten}|unsere "
	     "{adresse|e-mail-adresse|mailadresse|daten}|diese adresse} * "
	     "{verteiler~|liste|datenbank|adressbestand|kartei|system|kontakten|newsletter|mailingliste|adressliste|"
	     "heraus|raus}"},
	{10, "{mich|uns|meine {adresse|e-mail-adresse|mailadresse|daten|kontaktdaten}|unsere "
	     "{adresse|e-mail-adresse|daten}} {bitte |umgehend |sofort |} {aus|von} "
	     "{ihrem|ihrer|dem|der|eurem|eurer|allen} * "
	     "{verteiler~|liste|datenbank|adressbestand|kartei|system|mailingliste} * "
	     "{nehmen|streichen|löschen|entfernen|austragen}"},
	{10, "{löschen|lösch|entfernen} {sie |}{bitte |}{umgehend |}{meine|unsere|alle} "
	     "{daten|kontaktdaten|adresse|e-mail-adresse|personenbezogenen}"},
	{10, "{trag~|austragen} {sie |}{mich|uns} {bitte |}{aus|wieder aus}"},
	{10, "aus {ihrem|dem|eurem} {verteiler|newsletter|mailverteiler|e-mail-verteiler} "
	     "{aus~|nehmen|streichen|löschen|entfernen|abmelden|raus}"},
	{10, "{rufen|schreiben|kontaktieren|mailen|belästigen|behelligen} sie {mich|uns|mir|hier|bei uns} {bitte "
	     "|künftig |in zukunft |zukünftig |}{nicht|nie} {mehr|wieder}"},
	{10, "{ruf|schreib|kontaktier~} {mich|uns|mir} {bitte |}{nicht|nie} {mehr|wieder}"},
	{10, "{bitte |}{nicht mehr|nie wieder|keinesfalls mehr|nicht wieder} "
	     "{anrufen|kontaktieren|anschreiben|schreiben|anmailen|melden|kontaktiert|angerufen|angeschrieben}"},
	{10, "{von weiteren|weitere|auf weitere} "
	     "{e-mails|mails|anrufen|anrufe|kontakt~|werbe~|nachrichten|schreiben|zusendungen|angeboten} * "
	     "{ab~|verzichten|zu unterlassen|unterlassen}"},
	{10, "{widerspreche|widersprechen|widerspruch} * "
	     "{nutzung|verwendung|verarbeitung|werbung|kontaktaufnahme|zusendung|speicherung}"},
	{10, "{unterlassen sie|sehen sie {bitte |}} * {kontakt~|anrufe|e-mails|mails|werbung|zusendung|nachrichten} "
	     "*{ab$|ab.|ab |}"},
	{10, "{möchte|möchten|will|wollen|wünsche|wünschen} {ich |wir |}* {keine * mehr|nicht mehr * "
	     "{kontaktiert|angerufen|angeschrieben|erhalten|bekommen}|keine "
	     "{mails|e-mails|anrufe|werbung|weiteren}|abbestellen|abgemeldet}"},
	{10, "{bitte |}{abbestellen|vom newsletter abmelden|newsletter abbestellen|melden sie mich {bitte |}{ab|vom}}"},
	{10, "um {löschung|streichung|entfernung} {meiner|unserer|dieser}"},
	{10, "{bitte |}um {abmeldung|austragung|entfernung}"},
	{10, "streich~ {sie |}{bitte |}{uns|mich|unsere firma|unser unternehmen|meinen namen}"},
	{10, "{hören sie auf|hör auf|hört auf}"},
	{10, "{lassen sie|lass|lasst} {mich|uns} {bitte |endlich |}in ruhe"},
	{10, "^{abmelden|abmeldung|austragen|stop$|stop.|stopp$|unsubscribe}"},
	{10, "nehmen sie {bitte |}von * abstand"},
	{10, "{don't|do not} {want|wish} {to |any |}{receive|get|hear|be contacted|be called|more}"},
	{10, "{lose my number|leave {me|us} alone|cease {all |any |}{contact|communication|further}|no cold calls}"},
	{-20, "{heute|diese woche|morgen|jetzt|vormittags|nachmittags|today|this week|right now} {bitte "
	      "|}{keine|nicht|no|don't}"},
	{-20, "keine {mails|e-mails|nachrichten} * sondern"},
	{10, "{désinscrivez|désabonnez|retirez|désinscrire|désabonner|désinscription|désabonnement}"},
	{10, "{cancellarmi|rimuovermi|eliminarmi|cancellazione dei miei dati|{graag|wil|wens} {ik |me |mij |} * "
	     "{afmelden|uitschrijven}}"},
	{10, "{ne plus {me|nous} {contacter|appeler|écrire|solliciter}|ne {me|nous} {contactez|appelez|écrivez} "
	     "plus|{me|nous} {désabonner|désinscrire}|ne plus {recevoir|être contacté~}|retirez{-moi|-nous| mon "
	     "adresse}|supprimer mon adresse}"},
	{10, "{no {me|nos} {envíe~|contacte~|llame~|escriba~} más|{darme|darnos} de baja|dar de baja|no {deseo|quiero} "
	     "{recibir|más}|elimine mi {dirección|correo}}"},
	{10,
	 "{non {contattatemi|contattatemi|scrivetemi|chiamatemi|contattateci} più|non {desidero|voglio|vorrei} {più "
	 "|}{ricevere|essere contattat~}|{cancellatemi|rimuovetemi|cancellare il mio indirizzo|disiscrivermi}}"},
	{10, "{geen {verdere |}{e-mails|mails|berichten} meer|{verwijder|haal} {mij|ons|mijn adres} * "
	     "{uit|van}|{uitschrijven|afmelden} {alstublieft|graag|$|voor}|niet meer "
	     "{benaderen|mailen|bellen|contacteren}}"},
	{0, NULL},
};

const SignGroup signs_person[] = {
	{KIND_HUMAN, SIGN_IN_OPENING, opt_out},	      {KIND_AUTO_REPLY, SIGN_IN_OPENING, person},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, talks_of}, {KIND_AUTO_REPLY, SIGN_IN_OPENING, tells},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, asks},     {0},
};

const SignGroup *const sign_tables[] = {signs_notice, signs_reply, signs_absence, signs_beside, signs_person, NULL};
