/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How mail systems say that a mail came back, or that it is late: one row per wording, sorted by what is said and then
 * by language. A dialect that is not understood is one more row here.
 */
#include "mail/signs.h"

static const Sign bounce_subject[] = {
	/* Postfix, Sendmail, qmail, Exim, Gmail, Yahoo */
	{5, "undeliver~"},
	{5, "returned {mail|to sender|message|email}"},
	{5, "{mail|message|email} returned"},
	{5, "return to sender"},
	{5, "failure {notice|notification|report}"},
	{5, "deliver{y|ing} *{fail~|error|unsuccessful|unable|impossible}"},
	{5, "{deliver~|address|sending|mail|transmission|routing|processing} {problem|error}"},
	{5, "delivery {status notification|notification|report|status|information|incomplete}"},
	{5, "{mail|message|e-mail|email|send|sending} {delivery |system |}{fail~|error}"},
	{5, "failed {mail|message|delivery|e-mail|email|recipient~}"},
	{5, "{non|not|could not be|couldn't be|cannot be|can't be|unable to|wasn't|was not|has not been} {be "
	    "|}{-|}deliver~"},
	{5, "non-deliver~"},
	{5, "nondeliver~"},
	{5, "{user|address|recipient|mailbox|account|host|domain} {is |}{unknown|not "
	    "found|inactive|disabled|unavailable|full|does not exist}"},
	{5, "{unknown|invalid|bad|wrong} {user|recipient|address|e-mail address|email address|mailbox}"},
	{5, "{mail|message|e-mail|email} {you sent |}{was |has been |could not |}{be "
	    "|}{blocked|rejected|refused|undeliver~|could not}"},
	{5, "message status"},
	{5, "{permanent|fatal} {error|failure|delivery}"},
	{5, "message bounced"},
	{5, "^{blocked|rejected|refused|bounced|geblockt|blockiert|abgewiesen|abgelehnt|zurückgewiesen}:"},
	{5, "rejected {mail|message|posting|email}"},
	{5, "blocked by * filter"},
	{5, "{mailbox|quota|over quota|storage} {full|exceeded|is full}"},
	{7, "{delivery failed|undeliverable|undelivered|non remis|unzustellbar})"},
	/* Exchange, Notes, GMX and web.de, T-Online */
	{5, "unzustellbar~"},
	{5, "{nicht|un} zustellbar~"},
	{5, "zustell{fehler|ung * fehlgeschlagen|ung nicht möglich|problem|ungsfehler|ungsproblem|ung "
	    "fehlgeschlagen|bericht~|ungsbericht}"},
	{5, "zustellungs{status~|benachrichtigung}"},
	{5,
	 "{nicht|konnte nicht} {zugestellt|gesendet|ausgeliefert|übermittelt|gesendet|zugestellt werden|übertragen}"},
	{5, "{fehler|problem|probleme} {bei|beim} {der |dem "
	    "|}{zustell~|nachrichtenzustell~|versand|senden|e-mail-zustell~|mail-zustell~|übermittl~}"},
	{5, "{nachricht|mail|e-mail|email} {unzustellbar|zurück|zurückgewiesen|abgewiesen|abgelehnt}"},
	{5, "{mailzustellung|zustellung|übermittlung|sendung|auslieferung} * {fehl~|nicht|gescheitert}"},
	{5, "{empfänger|adresse|benutzer|postfach} {unbekannt|nicht gefunden|nicht verfügbar|existiert nicht|voll}"},
	{5, "unbekannte{r|} {empfänger|benutzer|adresse}"},
	{5, "{fehlgeschlagene|gescheiterte|erfolglose} {zustellung|nachricht|e-mail|mail|übermittlung}"},
	{5, "{zustellung|annahme|nachricht|e-mail|mail} {wurde |}{abgelehnt|verweigert|abgewiesen|verworfen|blockiert|"
	    "gescheitert|unmöglich|nicht möglich}"},
	{5, "{e-mail|mail|nachricht} {kam|ist} nicht {an|angekommen}"},
	{5, "rückläufer"},
	/* French, Spanish, Italian, Dutch, Portuguese, Polish, Scandinavian */
	{5, "non remis~"},
	{5, "{échec|erreur|impossible} {de |}{la |l'|}{remise|distribution|envoi|livraison|remettre|distribuer}"},
	{5, "{message|courrier|courriel} non {remis|distribué|délivré|distribuable}"},
	{5, "no se {puede|pudo|ha podido} entregar"},
	{5, "{error|fallo|imposible} {de|en|en la|} {entrega|entregar}"},
	{5, "{no entregado|no entregable|correo devuelto|mensaje devuelto}"},
	{5, "impossibile recapitare"},
	{5, "{mancata consegna|mancato recapito|non recapitabil~|consegna non riuscita|recapito non riuscito|errore di "
	    "consegna}"},
	{5, "onbestelbaar~"},
	{5, "{niet {bezorgd|afgeleverd}|bezorging mislukt|kan niet worden bezorgd}"},
	{5, "{não é possível entregar|não entregue|falha na entrega|mensagem devolvida}"},
	{5, "{niedostarczon~|nie można dostarczyć|nie dostarczono|błąd dostarczania}"},
	{5, "{kan inte levereras|kan ikke leveres|kunne ikke leveres|olevererbart|kunde inte levereras|ej levererat}"},
	/* Russian, Chinese, Japanese */
	{5, "{недоставлен~|не доставлен~|ошибка доставки|не удалось доставить}"},
	{5, "~{退信|发送失败|无法投递|投递失败|配信不能|配信エラー}~"},
	{0, NULL},
};

static const Sign bounce_text[] = {
	{6, "{échec|erreur|impossibilité} {de |d'|lors de |}{la |l'|votre "
	    "|}{remise|distribution|livraison|envoi|acheminement|"
	    "transmission}"},
	{6, "{boîte|messagerie} * {pleine|saturée|inexistante|introuvable|désactivée}"},
	{6, "{buzón|cuenta|dirección|destinatario} * {no existe|lleno|llena|inexistente|desconocid~|desactivad~}"},
	{6, "{casella|indirizzo|utente|destinatario} * {piena|non esiste|inesistente|sconosciuto|disattivat~}"},
	{6, "{mailbox|postvak|adres|geadresseerde|ontvanger} * {vol|bestaat niet|onbekend}"},
	{6, "{could|can|would} not {be |}{deliver~|reach~|send}"},
	{6, "{cannot|can't|couldn't|wasn't|weren't|was not|were not|were unable to|unable to|not able to|failed to} "
	    "{be |}{deliver~|reach~|sent}"},
	{6, "undeliver~"},
	{6, "not {be |been |}{delivered|deliverable}"},
	{6, "{delivery|message|mail|transmission|delivery to the following recipient~|recipients} * "
	    "{failed|unsuccessful|failure}"},
	{6, "{permanent|fatal|permanent fatal|unrecoverable|permanent delivery} {error~|failure~}"},
	{6, "{failed|fail|fails} permanently"},
	{6, "permanently {failed|rejected|undeliverable}"},
	{6, "{user|recipient|address|mailbox|account|alias|host|domain|name|e-mail address|email address} *"
	    "{unknown|not found|unavailable|does not exist|doesn't exist|not recognized|not "
	    "known|disabled|inactive|suspended|closed|rejected|"
	    "not exist|no longer valid|not valid|no longer available|no longer active|is full|over quota|not listed}"},
	{6, "{unknown|invalid|bad|no such|nonexistent|ambiguous|unrouteable|illegal} "
	    "{user|recipient~|address~|mailbox|account|person|alias|host|domain|"
	    "local user|virtual user|user account|mail address|e-mail address|destination}"},
	{6, "{quota|over quota|mailbox full|storage limit|disk quota|mailbox quota} {exceeded|has been exceeded}"},
	{6, "{exceed~|over|reached} {its |his |their |the |storage |disk |mailbox |}{quota|storage limit|maximum|size "
	    "limit|limit|allocation}"},
	{6, "did{n't| not} reach {the following|some or all|}"},
	{6, "following {address~|recipient~|user~} {had|failed|has|have|were|was|could|did|because}"},
	{6, "{returned|returning|sent back} {to you|to sender|to its sender|message to sender|undelivered|unsent|it to "
	    "sender}"},
	{6, "{couldn't|could not} find any host"},
	{6, "{i'm afraid i wasn't able|this is the qmail-send program|this is a permanent error|i've given up|giving "
	    "up on|tried to deliver}"},
	{6, "{message|mail|e-mail|email} * {rejected|refused|blocked|bounced|discarded|returned|expired|not "
	    "accepted|not delivered}"},
	{6, "{has been|was|were} {rejected|refused|blocked|returned|bounced} by"},
	{6, "{not listed in|no matches to|not unique in|not in address book}"},
	{6, "{failed address~|failed recipient~|failed addresses follow|intended recipient|unknown recipient}"},
	{6, "encountered an error while being processed"},
	{6, "{relaying denied|relay access denied|unable to relay|mail loop|too many hops|loops back to myself|message "
	    "loop}"},
	{6, "{not accepting|does not accept|doesn't accept|is not accepting|no longer accept~} "
	    "{mail|messages|e-mail|email}"},
	{6, "no longer {at|with|employed|here|has an account|a valid}"},
	{6, "{message has expired|delivery time expired|retry timeout exceeded|retry time not reached|been in the "
	    "queue too long}"},
	/* German */
	{6, "nicht "
	    "{zugestellt|zustellbar|ausgeliefert|übermittelt|weitergeleitet|gesendet|übertragen|versendet|versandt|"
	    "zustellen}"},
	{6, "{konnte|konnten|kann|können|wurde|wurden} * nicht {an * "
	    "|}{zugestellt|ausgeliefert|übermittelt|gesendet|zustellen|erreicht|gefunden|weitergeleitet|angenommen}"},
	{6, "{unzustellbar~|zustellfehler|unzustellbare nachricht}"},
	{6, "{empfänger|benutzer|adresse|postfach|konto|e-mail-adresse|mailbox|mailadresse|domain} *"
	    "{unbekannt|existiert nicht|nicht bekannt|nicht gefunden|nicht vorhanden|nicht mehr gültig|nicht "
	    "erreicht|voll|ungültig|gesperrt|deaktiviert|abgewiesen|abgelehnt|überfüllt|nicht verfügbar}"},
	{6, "unbekannte{r|n|} {empfänger|benutzer|adresse|adressat}"},
	{6, "{speicherplatz|quota|kontingent|speicherlimit|speichergrenze|postfachgröße} * "
	    "{überschritten|erschöpft|erreicht|voll}"},
	{6, "{fehler|problem|probleme} {bei|beim} {der |dem "
	    "|}{zustell~|nachrichtenzustell~|senden|versand|e-mail-zustell~|übermittl~}"},
	{6, "{permanenter|dauerhafter|endgültiger|schwerer} fehler"},
	{6, "{zustellung|übermittlung|auslieferung|mailzustellung} * {fehlgeschlagen|gescheitert|nicht "
	    "möglich|misslungen|erfolglos|unmöglich}"},
	{6, "{wurde|wird} * {abgewiesen|abgelehnt|zurückgewiesen|nicht angenommen|verweigert|geblockt|blockiert}"},
	{6, "{hat|haben} * {nachricht|e-mail|mail|sendung|zustellung|annahme} * {abgewiesen|abgelehnt|zurückgewiesen|"
	    "verweigert|geblockt|blockiert|verworfen}"},
	{6, "{nimmt|nehmen|akzeptiert|akzeptieren} * {nachrichten|e-mails|mails|post|nachricht|e-mail|mail} * "
	    "{nicht|keine} "},
	{6, "{nimmt|nehmen|akzeptiert|akzeptieren} * {keine|nicht} * {nachrichten|e-mails|mails|post|entgegen|an}"},
	{6, "{zurückgewiesen|wurde abgewiesen|wurde abgelehnt|wird zurückgesandt|zurückgeschickt|annahme "
	    "verweigert|geht an sie zurück}"},
	{6, "{einige oder alle|einen oder mehrere} empfänger nicht erreicht"},
	{6, "folgende{n|} {empfänger|adressen|adresse|adressaten} {konnte~|wurde~|haben|nicht|ist|oder gruppen}"},
	/* French, Spanish, Italian, Dutch, Portuguese, Polish, Scandinavian */
	{6, "n'a {pas pu|pu|pas été|pas pu être} {être |}{remis|délivré|distribué|acheminé|envoyé|livré|transmis}"},
	{6, "{échec de la remise|impossible de remettre|non remis|n'a pas été remis|adresse introuvable|destinataire "
	    "inconnu|utilisateur inconnu|boîte pleine|n'ont pas pu être}"},
	{6, "no {se {pudo|puede|ha podido|han podido} {entregar|enviar}|se entregó|ha sido entregado|pudo ser "
	    "entregado|fue entregado}"},
	{6,
	 "{usuario desconocido|destinatario desconocido|dirección {no encontrada|desconocida}|buzón lleno|no existe}"},
	{6, "{non è stato possibile {consegnare|recapitare|inviare}|impossibile {recapitare|consegnare}|recapito non "
	    "riuscito|non è stato {consegnato|recapitato}|utente sconosciuto|casella {piena|non trovata}|indirizzo "
	    "{non trovato|inesistente}}"},
	{6, "{kon niet worden {bezorgd|afgeleverd|verzonden}|bezorging * mislukt|niet "
	    "{bezorgd|afgeleverd|bezorgen}|onbekende {gebruiker|ontvanger}|adres niet gevonden}"},
	{6, "{não {pôde|pode} ser entregue|não foi entregue|não foi possível entregar|falha na entrega|usuário "
	    "desconhecido|endereço não encontrado}"},
	{6, "{nie {można|mogła|udało się|została|mogła zostać} {było |}dostarcz~|adres nie został znaleziony|nie "
	    "dostarczono|skrzynka przepełniona}"},
	{6, "{kunde inte {levereras|skickas}|kunne ikke leveres|kan ikke leveres|blev ikke leveret|kunne ikke "
	    "sendes|finns inte|findes ikke}"},
	{6, "{не {может|могло|было} быть доставлен~|не доставлен~|не удалось доставить|адрес не найден}"},
	{6, "~{无法{发送|投递|送达}|投递失败|配信できません|配信不能|送信できません}~"},
	/* generic, and only with more beside it */
	{3, "bounce~"},
	{3, "unable to"},
	{3, "not valid"},
	{5, "not a valid"},
	{3, "error"},
	{3, "fehler"},
	{3, "{erreur|errore|fout|erro|błąd|fel}"},
	{0, NULL},
};

static const Sign bounce_copy[] = {
	{3, "message-id: <"},
	{3, "received: from"},
	{3, "below this line is a copy"},
	{3, "{original|returned|unsent|undelivered} {message|mail} {follows|below|header~|text|included}"},
	{3, "copy of {the|your} message"},
	{3, "{kopie|kopf|header} {ihrer|der} {nachricht|ursprünglichen nachricht|e-mail|mail}"},
	{3, "{ursprüngliche|zurückgesandte|originale} {nachricht|nachrichtenkopfzeilen|kopfzeilen}"},
	{3, "{reporting-mta|final-recipient|diagnostic-code|remote server returned|the error that the other server "
	    "returned|generating server|smtp error from remote|in reply to rcpt to}"},
	{3, "{generierender server|der remoteserver|diagnoseinformationen für administratoren|serveur de "
	    "génération|informations de diagnostic}"},
	{0, NULL},
};

static const Sign delay_subject[] = {
	{6, "{delay~|deferred|queued|still being|temporarily|not yet}"},
	{5, "warning"},
	{6, "{delivery|message|mail} {is |}{late|pending|waiting|delayed}"},
	{6, "~verzöger~"},
	{6, "{warnung|noch nicht|bisher nicht|vorübergehend}"},
	{6, "{retard~|remise différée|en attente|avertissement}"},
	{6, "{retras~|demora~|aplazad~|advertencia}"},
	{6, "{ritard~|avviso di ritardo|in ritardo}"},
	{6, "{vertraag~|vertraging|atrasad~|opóźni~|försena~|forsinke~|fördröj~}"},
	{0, NULL},
};

static const Sign delay_text[] = {
	{7, "warning message only"},
	{7, "{will|to} {continue|keep} {to |}{be |}{re-|re|}{try~|tried|attempt~|deliver~}"},
	{7,
	 "{versuche|versuchen|versucht} * {zustellung|zuzustellen|auszuliefern} {noch|weiter~|erneut|bis|innerhalb}"},
	{7, "{liegt|wartet|steht|hängt} * {warteschlange|queue|auf {zustellung|auslieferung}}"},
	{7, "{delivery|message|mail|zustellung|nachricht} * {postponed|put off|held back|zurückgestellt|aufgeschoben}"},
	{7, "{we|i|server|system} {keep|are|am|still} {trying|retrying|attempting}"},
	{7, "{will|to} {continue|keep} {trying|attempting|retrying}"},
	{7, "not yet been {delivered|received}"},
	{4, "not been {delivered|received}"},
	{7, "not been delivered {yet|so far|after}"},
	{7, "has{n't| not} {yet been delivered|been delivered yet} "},
	{7, "{has been|was|is being|been|is} {delayed|deferred}"},
	{4, "{has been|was|is being|been|is} queued"},
	{7, "{do not|don't|no} need to {resend|re-send|send}"},
	{7, "{please |}{do not|don't} {resend|re-send}"},
	{7, "delivery attempts will continue"},
	{7, "{still|currently} {being|trying|attempting|be retried|undelivered|in the queue|queued|be delivered}"},
	{7, "temporary {problem|failure|error} * {retry|try again|will be|again}"},
	{7, "temporary problem delivering"},
	{7, "no action is {required|needed|necessary}"},
	{7, "will {be retried|retry|try again|be tried|automatically retry|keep trying|be attempted}"},
	{4, "will attempt"},
	{7, "{subject to|have been|be} {re-|re}tr{y|ied} {attempts|for|later}"},
	{7, "you will be notified if {the |}{delivery|message}"},
	{7, "{mail delivery|delivery|transmission} delayed"},
	{7, "bisher nicht {zugestellt|ausgeliefert|übermittelt|zustellen|erreicht}"},
	{7, "{versuchen|versucht|versuche} {es |}{weiterhin|weiter|noch|erneut|später}"},
	{7, "seit {mehr als |}* {stunde~|tage~} nicht {zugestellt|ausgeliefert}"},
	{7, "{continue|continues|continuing} to {try|attempt|retry}"},
	{7, "{has been|been|is} on the queue"},
	{7, "{waiting|remains|still} in {our|the|a} queue"},
	{7, "delivery will {be attempted|continue}"},
	{7, "{réessaiera|reessayer|volverá a intentarlo|reintentar~|riproverà|ulteriori tentativi|probeert het "
	    "opnieuw|opnieuw proberen}"},
	{7, "noch nicht {zugestellt|ausgeliefert|übermittelt|zustellen}"},
	{7, "{weiterhin|weiter|erneut|nochmals|weitere * lang} {versuch~|probier~|zuzustellen|zustell~}"},
	{7, "{versucht es|es wird|wird} {weiter~|weitere|noch|erneut} *"},
	{7, "{zustellversuch~|zustellungsversuch~}"},
	{7, "{verzögert|verzögerung|verzögert sich|verspätet}"},
	{7, "vorübergehend~ {problem~|fehler~|nicht}"},
	{7, "{müssen|brauchen} {sie |}{die |ihre |diese |}{nachricht |e-mail |mail |}{nicht|nichts} {erneut|noch "
	    "einmal|nochmals|unternehmen|weiter}"},
	{7, "keine weiteren {maßnahmen|schritte}"},
	{7, "{retardée|retardé|a été retard~|continuera|nouvelle tentative|différée|problème temporaire}"},
	{7, "{se retrasó|retrasado|se ha retrasado|se seguirá intentando|aún no se ha entregado|problema temporal}"},
	{7, "{è in ritardo|ritardo nella consegna|ritardata|verranno effettuati altri tentativi|non è ancora "
	    "stato|problema temporaneo}"},
	{7, "{is vertraagd|vertraging|nog niet {bezorgd|afgeleverd}|blijven proberen|tijdelijk probleem}"},
	{7, "{está atrasada|foi adiada|opóźnion~|försenat|forsinket|fördröjts}"},
	/* what is over is not late */
	{-20,
	 "{giving up|gave up|given up|have stopped trying|will not be retried|no further {attempts|delivery "
	 "attempts}|will not try|not be attempted|retry timeout exceeded|has expired|too many {retries|attempts}}"},
	{-20, "{could|can} not be delivered {after|for|in|within} * {days|hours}"},
	{-20, "{this is a permanent|permanent fatal|permanent error|will be deleted from the queue|removed from the "
	      "queue|was not delivered after}"},
	{-20, "{keine weiteren {zustellversuche|versuche}|endgültig {fehlgeschlagen|nicht}|aufgegeben|permanenter "
	      "fehler|eingestellt}"},
	{0, NULL},
};

/* What was refused is not late. */
static const Sign delay_refused[] = {
	{-6, "{was|has been|were|is|been} {rejected|refused|blocked|denied|bounced|discarded|returned}"},
	{-6, "{wurde|wird|hat|haben} * {abgewiesen|abgelehnt|zurückgewiesen|verweigert|geblockt|blockiert|verworfen}"},
	{-6, "{a été|ha sido|fue|è stat~|is|werd} {rejeté~|refusé~|bloqué~|rechazad~|bloquead~|rifiutat~|respint~|"
	     "bloccat~|geweigerd|geblokkeerd}"},
	{-6, "{weiter~|erneut~|andere|further|more|other|autre~|nouvel~|otro~|altri|nuov~|verdere} {zustellversuch~|"
	     "versuch~|zustellungsversuch~|attempt~|retries|tentativ~|essai~|intento~|poging~} * {nicht|kein~|not|no|"
	     "aucun~|non|ne|niet|geen}"},
	{0, NULL},
};

static const Sign delivered_text[] = {
	{10, "{message|mail|e-mail} {was|has been} {successfully |}{delivered to|relayed to|delivered}"},
	{10, "{was|has been} successfully {delivered|relayed}"},
	{10, "delivery to {these|the following} recipients {or groups |or distribution lists |}is complete"},
	{10, "{no delivery notification was sent|requested delivery status notifications may not be generated}"},
	{10, "zustellung an {diese|folgende} empfänger * {abgeschlossen|erfolgreich}"},
	{10, "{wurde|wurden} {folgenden|diesen|an folgende} * zugestellt"},
	{10, "erfolgreich an * {zugestellt|ausgeliefert|übergeben}"},
	{10, "{erfolgreich|wurde} {zugestellt|ausgeliefert|übergeben}"},
	{0, NULL},
};

static const Sign delivered_subject[] = {
	{10, "^{delivered|relayed|expanded|zugestellt|übermittelt|remis|entregado|recapitato|bezorgd|weitergeleitet}:"},
	{10, "delivery status notification (relay)"},
	{10, "delivery status notification (success)"},
	{10, "{successful mail delivery report|zustellbestätigung|erfolgreich zugestellt}"},
	{0, NULL},
};

static const Sign receipt_subject[] = {
	{10, "^{read|gelesen|lesebestätigung|lu|leído|letto|gelezen|przeczytane|läst|læst|lida|displayed|return "
	     "receipt|read receipt|empfangsbestätigung (lesen)|gelesen (displayed)|"
	     "angezeigt|notification de lecture|conferma di lettura|confirmación de lectura|leesbevestiging|accusé de "
	     "lecture}{:| :| -| (}"},
	{10, "^{not read|ungelesen|non lu|no leído|non letto|niet gelezen|nicht gelesen|gelöscht|deleted}:"},
	{10, "^return receipt{$| (displayed)}"},
	{0, NULL},
};

static const Sign receipt_text[] = {
	{10, "{was|has been} {read|displayed|opened|deleted without being read} {on|at|by}"},
	{10, "was deleted without being read"},
	{10, "{this is a|this} {return receipt|receipt} * {displayed|read|opened|mail}"},
	{10, "{wurde|ist} {am|um} * {gelesen|angezeigt|geöffnet}"},
	{10, "wurde {gelesen|angezeigt|ungelesen gelöscht|gelöscht, ohne|ohne * gelöscht|am}"},
	{10, "{dies ist eine|diese} {empfangsbestätigung|lesebestätigung}"},
	{10, "{a été lu|ha sido leído|fue leído|è stato letto|is gelezen|blev læst|foi lida}"},
	{10, "{read|gelesen|lu|leído|letto|gelezen} {on|am|le|el|il|op}"},
	{0, NULL},
};

static const Sign abuse_subject[] = {
	{10, "^complaint about message from"},
	{6, "^{abuse report|spam report|feedback report|beschwerde über}"},
	{6, "email feedback report for ip"},
	{0, NULL},
};

static const Sign abuse_text[] = {
	{5, "{this is an|this is a} {email |}abuse report"},
	{5, "{abuse report|spam complaint|feedback report} {for|about} {an|a} {email|e-mail} {message |}received"},
	{5, "{marked|reported|classified} * as {spam|junk}"},
	{0, NULL},
};

const SignGroup signs_notice[] = {
	{KIND_BOUNCE, SIGN_IN_SUBJECT, bounce_subject},
	{KIND_BOUNCE, SIGN_IN_NOTICE, bounce_text},
	{KIND_BOUNCE, SIGN_IN_NOTICE, bounce_copy},
	{KIND_DELAY, SIGN_IN_SUBJECT, delay_subject},
	{KIND_DELAY, SIGN_IN_NOTICE, delay_text},
	{KIND_DELIVERED, SIGN_IN_SUBJECT, delivered_subject},
	{KIND_DELIVERED, SIGN_IN_NOTICE, delivered_text},
	{KIND_DELAY, SIGN_IN_NOTICE, delay_refused},
	{KIND_RECEIPT, SIGN_IN_SUBJECT, receipt_subject},
	{KIND_RECEIPT, SIGN_IN_NOTICE, receipt_text},
	{KIND_ABUSE_REPORT, SIGN_IN_SUBJECT, abuse_subject},
	{KIND_ABUSE_REPORT, SIGN_IN_NOTICE, abuse_text},
	{0},
};
