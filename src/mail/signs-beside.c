/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What notes of absence say beside it: thanks, whom to ask instead, when he is back, and what only fills them up. One
 * row per wording, with the words between left out; sorted by language.
 */
#include "mail/signs.h"

static const Sign courtesy[] = {
	{3, "{dass|daß} {sie|du|ihr} {sich|dich|euch|uns} * {gewandt|gewendet|geschrieben|kontaktiert}"},
	{3, "{wir danken|wir bedanken uns|ich danke ihnen|nous vous remercions|je vous remercie|le agradecemos|la "
	    "ringraziamo|"
	    "wij danken} {für|de|pour|su|el|per|u|di}"},
	{3, "{thanks|thank you} for {writing|your {patience|note|mail|request}|being in touch}"},
	{3, "{schön|freuen uns|freue mich} {von|über|dass}"},
	{3, "{grazie per averci|grazie di averci|gracias por {contactarnos|escribir~|ponerse}|merci de "
	    "{nous|m'}|bedankt voor "
	    "{uw|je|jouw|het}|dank voor {uw|je}}"},
	{3, "{vielen dank|danke|herzlichen dank} für {ihre|deine} "
	    "{bewerbung|mitteilung|kontaktaufnahme|geduld|zuschrift}"},
	{3, "{thank you|thanks|many thanks} {very much |so much |}for {your|the|contacting|writing|getting|reaching} "
	    "{e-mail|email|mail|message|interest|inquiry|enquiry|request|us|in|out|}"},
	{3, "{vielen|besten|herzlichen} dank für {ihr~|deine|die|das|eure} "
	    "{e-mail|mail|nachricht|anfrage|e-mails|interesse|schreiben|mitteilung}"},
	{3, "{thank you|thanks} for contacting"},
	{3, "{grazie per {la|l'}{mail|e-mail|email| mail| e-mail}|gracias por {el|su} {correo|mensaje}|merci {de|pour} "
	    "{le|ce} {message|mail}}"},
	{3, "{thank you|thanks} for {getting in touch|reaching out|writing|contacting|your patience}"},
	{3, "danke für {ihre|deine|die|eure} {e-mail|mail|nachricht|anfrage}"},
	{3, "{merci {de|pour} votre|gracias por {su|contactar|tu}|grazie per {la sua|il suo|aver|la "
	    "tua|averci}|{bedankt|dank} voor uw|hartelijk dank|obrigad{o|a} pel|dziękuję za|tack för}"},
	{0, NULL},
};

static const Sign instead[] = {
	{3,
	 "{tient|tiennent|steht|stehen|is|staat} {à votre disposition|ihnen * zur {verfügung|seite}|at your disposal|u "
	 "graag}"},
	{3, "{vous pouvez|puede~|può|potete|kunt u|sie können} "
	    "{joindre|appeler|écrire|llamar|dirigirse|contattare|"
	    "scrivere|terecht} "},
	{3, "{per|en caso de|in caso di|por} {necessità|necesidad|bisogno|esigenze}"},
	{3, "{can|may} {assist|help} {you|while|in|with|meanwhile|meantime|}"},
	{3, "{nehmen sie|nimm|nehmt} {bitte |}{kontakt|verbindung} {mit|zu}"},
	{3, "{neemt|nemen|prend|assure|gestiona|segue|betreut} * {waar|over|mes dossiers|mon remplacement|mis "
	    "asuntos|i miei|"
	    "meine kunden}"},
	{3,
	 "{dringendes|dringliches|eiliges|anfragen|alles dringende|rückfragen|notfälle} {bitte |}{an|bei|über|unter}"},
	{3, "{bitte |}{mailen|schreiben|senden|schicken|richten|adressieren} {sie |}* {an|zwischenzeit|unter}"},
	{3, "{is|are} {looking after|taking care of|handling|covering|minding|dealing with} "},
	{3, "{new|your} {point of contact|contact person|contact} {is|will be}"},
	{3, "{voor|bij} {dringende|spoed|urgente} {zaken|vragen|gevallen|kwesties} * {belt|bel|mail|mailt|contact}"},
	{3, "{para|por} {asuntos|temas|cualquier|algo} {urgente~|asunto|consulta|tema}"},
	{3, "{for * {questions|enquiries|inquiries|matters|requests} {e-mail|email|contact|call|write|reach}|mail "
	    "voortaan|"
	    "voortaan naar|künftig an|schreiben sie künftig}"},
	{3, "{bij spoed|met spoed|spoedgevallen|spoedeisende|bij dringende|bis dahin|in der "
	    "zwischenzeit|zwischenzeitlich}"},
	{3,
	 "{melden sie sich|schreiben sie|rufen sie|schicken sie|nutzen sie} {bitte |}{bei|an|stattdessen|unter|die|den|"
	 "unser}"},
	{3, "{for {help|assistance|anything urgent|support} {call|contact|e-mail|email|please}|{please |}send all}"},
	{3, "{in|for|if|with|any|should} {very |}{urgent|emergenc~|urgently|your {request|matter|inquiry|message} "
	    "{is|requires}|you {need|require} {immediate|urgent|assistance|help}} "},
	{3, "{please |kindly |}{contact|direct|address|reach out to|refer|call|forward|write to|turn to} {your |my "
	    "|our |all |any |}{colleague~|assistant|*@}"},
	{3, "in my absence"},
	{3, "{will not be|won't be|is not being|are not} {automatically |}forwarded"},
	{3, "{while i am|during my} {away|absence|out|gone|leave|vacation|holiday|gone|abwesenheit}"},
	{3, "{limited|no|intermittent|sporadic|restricted|infrequent|little} access to"},
	{3, "{not|won't|unable} {be |}{able to |}{check~|read~|access~|monitor~|reply~|respond~} {to |my "
	    "|}{e-mail|email|mail~|messages|regularly|until}"},
	{3, "{in dringenden {fällen|angelegenheiten}|in eiligen fällen|bei dringenden|dringende "
	    "{anfragen|fälle|angelegenheiten}|im notfall|in notfällen|für dringende|sollte ihr anliegen|wenn es "
	    "dringend|falls es dringend|bei rückfragen}"},
	{3, "{wenden sie sich|kontaktieren sie|bitte wenden|wende dich|wendet euch|richten sie|senden sie "
	    "{ihre|bitte}|schreiben sie|rufen sie|erreichen sie|setzen sie sich|sich an "
	    "{meine~|frau|herrn|unser~}|ansprechpartner|als ansprechpartner~}"},
	{3, "{is|are|will be} {covering|standing in|filling in|deputising|taking over} {for me|in my|while|}"},
	{3, "{übernimmt|übernehmen|springt|vertritt} {für mich |in dieser zeit |meine |mich |solange |frau |herr |} "},
	{3, "{vertretung|vertreten werde ich|vertritt mich|vertreten mich|mein~ vertret~|stellvertret~|meine "
	    "kolleg~|mein~ nachfolger~|meine vertretung|werde ich vertreten}"},
	{3, "{nicht weitergeleitet|nicht automatisch weitergeleitet|nicht {gelesen|bearbeitet|beantwort~}|kein~ "
	    "zugriff|eingeschränkt~ {zugriff|erreichbar}|nur eingeschränkt|keine weiterleitung|wird "
	    "{nicht|weder}|werden {nicht|weder}}"},
	{3, "{ne sera pas|n'est pas|ne seront pas} {transféré~|lu~|transmis~}"},
	{3, "{no será {reenviado|leído}|non {verrà|sarà} {inoltrat~|lett~}|accesso limitato|{wordt|worden} niet "
	    "{doorgestuurd|gelezen}}"},
	{3, "{en cas d'urgence|pour toute {urgence|demande urgente}|en mon absence|veuillez {contacter|vous "
	    "adresser}|merci de vous adresser|merci d'écrire|vous pouvez contacter|merci de contacter|accès limité}"},
	{3, "{en caso de urgencia|para {asuntos|temas|cuestiones} urgentes|en mi ausencia|durante mi ausencia|póngase "
	    "en contacto|puede contactar|por favor contacte|diríjase|acceso limitado}"},
	{3, "{in caso di {urgenza|necessità}|per {urgenze|questioni urgenti|comunicazioni urgenti}|in mia "
	    "assenza|durante la mia assenza|si prega di contattare|contattare|può contattare|rivolgersi}"},
	{3, "{bij dringende|voor dringende|in dringende|tijdens mijn afwezigheid|kunt u contact opnemen|neem {dan "
	    "|}contact op|kunt u terecht|in noodgevallen}"},
	{3, "{em caso de urgência|para assuntos urgentes|na minha ausência|w pilnych sprawach|w sprawach "
	    "pilnych|proszę o kontakt|vid brådskande|i brådskande|kontakta|ved hastende|kontakt venligst}"},
	{0, NULL},
};

static const Sign returning[] = {
	{3, "{staan|zijn|sta|ben} {wij|we|ik} {vanaf * |u |}weer"},
	{3,
	 "{vanaf|vanaf maandag|per} * {ben ik|zijn wij|zijn we|staan wij|staan we} {weer|er weer|u weer|graag weer}"},
	{3, "{sind|bin|stehen|stehe|geht} {wir|ich|es} * wieder "
	    "{für|im|da|zu|am|in|vor|schneller|erreichbar|besetzt|geöffnet}"},
	{3, "{messages|mails|courriels|e-mails|mensajes|messaggi|berichten} "
	    "{reçus|recibidos|ricevuti|ontvangen|received}"},
	{3, "{wir|ich} wieder{.|!|$| los}"},
	{3, "{legen|starten|geht} {wir|ich|es} * {wieder|weiter|los}"},
	{3, "{lesen|hören} sie wieder von {mir|uns}"},
	{3, "{you'll|you will|vous|tu} hear from {me|us}"},
	{3,
	 "{queries|messages|e-mails|emails|orders|anfragen|bestellungen|demandes|consultas|richieste|vragen} {will be|"
	 "werden|seront|serán|saranno|worden} * {dealt with|answered|processed|read|bearbeitet|beantwortet|traité~|"
	 "atendid~|gestit~|behandeld} {from|after|on|when|ab|nach|am|à partir|dès|a partir|dal|vanaf}"},
	{3, "{riprender~|reprendr~|reprenons|reanudar~|retomar~|hervatten|hervat} "
	    "{l'|le|les|il|la|el|de|nos|werk|onze|el }~"},
	{3, "{réouverture|réouvre|reapertura|riapertura|heropening|heropen~|wiedereröffnung|reopening|wieder geöffnet|"
	    "wieder für sie geöffnet}"},
	{3,
	 "{eerstvolgende|volgende|nächste~|nächstmögliche~|next|prochain~|próximo|prossimo|primo} {werkdag|arbeitstag|"
	 "werktag|working day|business day|jour~ {ouvr~|de travail}|día {hábil|laborable}|giorno {lavorativo|utile}}"},
	{3, "{bin|voraussichtlich|montag|dienstag|mittwoch|donnerstag|freitag|morgen} * zurück"},
	{3, "{ben ik {er |}weer|weer {aanwezig|terug|bereikbaar}}"},
	{3, "{return|returning|be back|back in the office|back in office|back on|back at work|get back to you|reply "
	    "{to you |}{upon|on|after|when}|respond {to you |}{upon|on|after|when|as soon}|as soon as "
	    "{i|possible}|upon my return|when i {return|get back|am back}|after my return}"},
	{3, "{wieder {im|in|für sie|zur|da|zurück|erreichbar|am|persönlich|ab}|zurück {im|bin|ab|am|sein}|nach meiner "
	    "rückkehr|ab dem|wieder zu erreichen|bin ich wieder|bin ich * {zurück|wieder}|stehe ich|stehe "
	    "ihnen|umgehend nach|nach meinem urlaub|bis auf weiteres|bis einschließlich|bis zum}"},
	{3,
	 "{regreso|vuelvo|rientro|torno|ritorno|reviens|rentre|reprends} {el|il|le|la|lunedì|lundi|lunes|domani|mañana|"
	 "demain|mardi|mercredi|jeudi|a|en}"},
	{3, "{de retour|dès mon retour|à mon retour|mon retour|je reviendrai|reprendrai|volveré|a mi "
	    "regreso|regresaré|vuelvo|mi vuelta|rientrerò|al mio rientro|rientro|tornerò|al mio ritorno|terug|bij "
	    "terugkomst|regresso|no meu regresso|powrocie|wracam|wrócę|åter|tillbaka|tilbage|retur}"},
	{0, NULL},
};

/* What notices fill up with: it only shows that a sentence is nothing else. */
static const Sign beside[] = {
	{SIGN_BESIDE,
	 "{nutzen sie|verwenden sie|kontaktformular|webseite|website|zentrale|aufgrund|wegen|ändere|betreff}"},
	{SIGN_BESIDE,
	 "{happy new year|wishing you|for help|please send|please update|records|working days|ref:|reference:|"
	 "time permits}"},
	{SIGN_BESIDE, "{je vous répondrai|je répondrai|auguri|buone|feliz|fijne|morgen}"},
	{SIGN_BESIDE, "{danke|dank} für {ihr|dein|euer} {verständnis|interesse|geduld|vertrauen}"},
	{SIGN_BESIDE,
	 "{geduld|wartezeiten|verzögerung~|verspätet|zeitverzögert|verständnis|antwortzeit~|bearbeitungszeit~}"},
	{SIGN_BESIDE,
	 "{frohe|schöne|besinnliche|erholsame|ruhige|guten} {weihnacht~|feiertage|festtage|fest|rutsch|ostern}"},
	{SIGN_BESIDE, "{sprechzeiten|öffnungszeiten|geschäftszeiten|servicezeiten|bürozeiten|erreichbarkeit}"},
	{SIGN_BESIDE,
	 "{bitte beachten sie|bitte haben sie|wir bitten um|ich bitte um|bitte nutzen sie|bitte verwenden sie|"
	 "bitte geben sie|bitte richten sie|bitte schreiben sie|melde ich mich|melden wir uns|antworte ich|"
	 "antworten wir|hilft ihnen|helfen ihnen|steht ihnen|stehen ihnen|schön, dass sie}"},
	{SIGN_BESIDE, "{ihr|dein|mein~} {anliegen|ansprechpartner~|nachfolger~|vertreter~|kollege~|kollegin~}"},
	{SIGN_BESIDE, "{automatisch~|automat~|autoreply|posteingang}"},
	{SIGN_BESIDE,
	 "{apologi~|patience|understanding|inconvenience|response times|replies may|slow to respond|delay~ in "
	 "{respond~|reply~}|bear with|high volume|opening hours|office hours|working hours|please note|please allow|"
	 "happy holidays|season's greetings|merry christmas|if it's urgent|if urgent|otherwise|in the meantime|"
	 "reopen|no further action|reply to this}"},
	{SIGN_BESIDE,
	 "{i will|i'll|we will|we'll} {reply|respond|answer|get back|be back|return|deal with|pick up|follow up|be in "
	 "touch}"},
	{SIGN_BESIDE, "{merci de votre|compréhension|patience|délai~|meilleurs délais|joyeuses|bonnes fêtes|je "
		      "traiterai|je vous répondrai|nous "
		      "vous répondrons|votre interlocut~|merci d'écrire|désormais|horaires}"},
	{SIGN_BESIDE,
	 "{disculpe~|paciencia|comprensión|felices|le responderé|responderemos|horario|me pondré|nos pondremos|"
	 "contestaré}"},
	{SIGN_BESIDE, "{pazienza|comprensione|buone feste|risponderò|risponderemo|orari|scusi~ per}"},
	{SIGN_BESIDE,
	 "{geduld|begrip|fijne {feestdagen|kerst}|prettige|ik reageer|wij reageren|we reageren|openingstijden|"
	 "binnen {twee|2|drie|3} werkdagen|u ontvangt}"},
	{0, NULL},
};

const SignGroup signs_beside[] = {
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, courtesy},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, instead},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, returning},
	{KIND_AUTO_REPLY, SIGN_IN_OPENING, beside},
	{0},
};
