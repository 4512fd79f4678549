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
	{-5,
	 "{ab|gegen|um|so ab|nach|at|from} {8|9|10|11|12|13|14|15|16|17|18|halb *} {uhr|h|am|pm} {wieder|zurück|back|"
	 "rufen|anrufen|telefon~}"},
	{-5, "{ruft|rufe|rufen wir} {sie|dich|euch|ihnen} * an"},
	{-5, "{er|sie|herr *|frau *} {ruft|meldet sich|kümmert sich}"},
	{-5, "{könnten|könnte|könnt} {wir|ich|ihr|sie} "},
	{-5,
	 "{would be {better|fine|great|good}|am besten|geht auch|besser wäre|wäre {besser|gut|schön|mir}|lieber|würde "
	 "mir|the {proposal|offer|quote|price~|invoice|contract}|das angebot|der preis|die preise|le devis|il "
	 "prezzo|el precio|de prijs|deshalb|deswegen|melde mich {am|wegen|dann|danach|bei|nächste|montag|dienstag|"
	 "mittwoch|donnerstag|freitag}|rufe {sie|dich|euch}|wir prüfen}"},
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
	{KIND_HUMAN, SIGN_IN_OPENING, opt_out},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, person},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, talks_of},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, tells},
	{0},
};

const SignGroup *const sign_tables[] = {signs_notice, signs_reply, signs_person, NULL};
