<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Preview</name>
    <message>
        <source>This picture cannot be shown.</source>
        <translation>Dieses Bild lässt sich nicht anzeigen.</translation>
    </message>
</context>
<context>
    <name>RestoreFailures</name>
    <message>
        <source>This program may not write there</source>
        <translation>Dieses Programm darf dort nicht schreiben</translation>
    </message>
    <message>
        <source>Nothing can be changed there</source>
        <translation>Dort lässt sich nichts ändern</translation>
    </message>
    <message>
        <source>There is no room left</source>
        <translation>Der Platz reicht nicht</translation>
    </message>
    <message>
        <source>Something else is in the place</source>
        <translation>An dem Platz ist etwas anderes</translation>
    </message>
    <message>
        <source>The place cannot hold such a file</source>
        <translation>Der Platz kann so eine Datei nicht aufnehmen</translation>
    </message>
    <message>
        <source>Damaged or missing in the backup</source>
        <translation>In der Sicherung beschädigt oder nicht vorhanden</translation>
    </message>
    <message>
        <source>Reading or writing failed</source>
        <translation>Lesen oder Schreiben ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Something else went wrong</source>
        <translation>Etwas anderes ging schief</translation>
    </message>
</context>
<context>
    <name>cairn</name>
    <message>
        <source>This backup</source>
        <translation>Diese Sicherung</translation>
    </message>
    <message>
        <source>that it is kept on</source>
        <translation>dieser Sicherung</translation>
    </message>
    <message>
        <source>A chosen folder</source>
        <translation>Ein gewählter Ordner</translation>
    </message>
    <message>
        <source>%1 cannot reach its destination</source>
        <translation>%1 erreicht das Ziel nicht</translation>
    </message>
    <message>
        <source>Nothing was lost: the versions that are stored there stay as they are.</source>
        <translation>Nichts ging verloren: Die Versionen, die dort gespeichert sind, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Connect the drive or the network, then try again.</source>
        <translation>Schließen Sie das Laufwerk an oder verbinden Sie das Netzwerk, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The destination no longer accepts the password</source>
        <translation>Das Ziel nimmt das Zugangspasswort nicht mehr an</translation>
    </message>
    <message>
        <source>Saved versions are safe. Nothing new was saved.</source>
        <translation>Gesicherte Versionen sind sicher. Nichts Neues wurde gesichert.</translation>
    </message>
    <message>
        <source>Look up the password of the destination; the log has its answer.</source>
        <translation>Prüfen Sie das Zugangspasswort für das Ziel; seine Antwort steht im Protokoll.</translation>
    </message>
    <message>
        <source>The destination is full</source>
        <translation>Das Ziel ist voll</translation>
    </message>
    <message>
        <source>Saved versions are safe. New ones do not fit.</source>
        <translation>Gesicherte Versionen sind sicher. Neue passen nicht mehr hin.</translation>
    </message>
    <message>
        <source>Make room there, then back up again: what is stored already is kept.</source>
        <translation>Schaffen Sie dort Platz, dann sichern Sie noch einmal: Was schon gespeichert ist, bleibt.</translation>
    </message>
    <message>
        <source>Make room there, then run the same again: what is stored already is kept.</source>
        <translation>Schaffen Sie dort Platz, dann führen Sie dasselbe noch einmal aus: Was schon gespeichert ist, bleibt.</translation>
    </message>
    <message>
        <source>Cairn may not write at the destination</source>
        <translation>Cairn darf am Ziel nicht schreiben</translation>
    </message>
    <message>
        <source>Allow writing there, then back up again.</source>
        <translation>Erlauben Sie dort das Schreiben, dann sichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>This folder belongs to another backup</source>
        <translation>Dieser Ordner gehört zu einer anderen Sicherung</translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation>Darin wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The destination does not keep what it is given</source>
        <translation>Das Ziel bewahrt nicht, was es bekommt</translation>
    </message>
    <message>
        <source>A file that was written there came back different.</source>
        <translation>Eine Datei, die dorthin geschrieben wurde, kam anders zurück.</translation>
    </message>
    <message>
        <source>Choose another place: this one cannot be trusted with backups.</source>
        <translation>Wählen Sie einen anderen Ort: Diesem sind Sicherungen nicht anzuvertrauen.</translation>
    </message>
    <message>
        <source>Another computer has written here since</source>
        <translation>Inzwischen hat ein anderer Computer hierher geschrieben</translation>
    </message>
    <message>
        <source>Restoring works. Nothing was saved here, so that nothing of the other is lost.</source>
        <translation>Wiederherstellen geht. Hier wurde nichts gesichert, damit von dem anderen nichts verloren geht.</translation>
    </message>
    <message>
        <source>Rebuild the list of versions to go on with this computer.</source>
        <translation>Bauen Sie die Liste der Versionen neu auf, um mit diesem Computer weiterzumachen.</translation>
    </message>
    <message>
        <source>The server&apos;s identity has changed</source>
        <translation>Der Server weist sich anders aus als bisher</translation>
    </message>
    <message>
        <source>Nothing was sent to it. Saved versions stay as they are.</source>
        <translation>Nichts wurde an ihn gesendet. Gesicherte Versionen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server whether it was set up anew.</source>
        <translation>Fragen Sie, wer den Server betreibt, ob er neu eingerichtet wurde.</translation>
    </message>
    <message>
        <source>Waiting for the drive %2</source>
        <translation>Wartet auf das Laufwerk %2</translation>
    </message>
    <message>
        <source>Nothing is wrong: the versions on it are safe.</source>
        <translation>Alles in Ordnung: Die Versionen darauf sind sicher.</translation>
    </message>
    <message>
        <source>Connect the drive, then back up.</source>
        <translation>Schließen Sie das Laufwerk an, dann sichern Sie.</translation>
    </message>
    <message>
        <source>Files have vanished from the destination</source>
        <translation>Am Ziel sind Dateien verschwunden</translation>
    </message>
    <message>
        <source>Nothing was changed here or there.</source>
        <translation>Weder hier noch dort wurde etwas verändert.</translation>
    </message>
    <message>
        <source>See whether the right drive or folder is connected, and look again. If the files are gone for good, repair the backup.</source>
        <translation>Prüfen Sie, ob das richtige Laufwerk oder der richtige Ordner verbunden ist, und sehen Sie noch einmal nach. Wenn die Dateien endgültig weg sind, reparieren Sie die Sicherung.</translation>
    </message>
    <message>
        <source>This backup went on elsewhere</source>
        <translation>Diese Sicherung ging anderswo weiter</translation>
    </message>
    <message>
        <source>Restoring works. To save here again the list of versions must be rebuilt.</source>
        <translation>Wiederherstellen geht. Um hier wieder zu sichern, muss die Liste der Versionen neu aufgebaut werden.</translation>
    </message>
    <message>
        <source>Rebuild the list, then back up.</source>
        <translation>Bauen Sie die Liste neu auf, dann sichern Sie.</translation>
    </message>
    <message>
        <source>An unlocked file lies in a locked backup</source>
        <translation>In einer verschlüsselten Sicherung liegt eine unverschlüsselte Datei</translation>
    </message>
    <message>
        <source>It was not used. Everything else is as it was.</source>
        <translation>Sie wurde nicht benutzt. Alles andere ist, wie es war.</translation>
    </message>
    <message>
        <source>Find out who put it there; the log has its name.</source>
        <translation>Finden Sie heraus, wer sie dorthin gelegt hat; ihr Name steht im Protokoll.</translation>
    </message>
    <message>
        <source>That passphrase does not open this backup</source>
        <translation>Dieses Passwort öffnet die Sicherung nicht</translation>
    </message>
    <message>
        <source>Nothing was changed. Saved versions are safe.</source>
        <translation>Nichts wurde verändert. Gesicherte Versionen sind sicher.</translation>
    </message>
    <message>
        <source>Enter it again: capital letters, the keyboard&apos;s language and spaces count.</source>
        <translation>Geben Sie es noch einmal ein: Großbuchstaben, die Sprache der Tastatur und Leerzeichen zählen.</translation>
    </message>
    <message>
        <source>Check the passphrase: capital letters, the keyboard&apos;s language, spaces.</source>
        <translation>Prüfen Sie das Passwort: Großbuchstaben, Sprache der Tastatur, Leerzeichen.</translation>
    </message>
    <message>
        <source>The passphrase is not at hand</source>
        <translation>Das Passwort ist nicht zur Hand</translation>
    </message>
    <message>
        <source>Saved versions are safe. Without it nothing can be saved or restored.</source>
        <translation>Gesicherte Versionen sind sicher. Ohne das Passwort lässt sich nichts sichern und nichts wiederherstellen.</translation>
    </message>
    <message>
        <source>Unlock the key store of this desktop, or enter the passphrase.</source>
        <translation>Entsperren Sie den Schlüsselbund dieses Desktops oder geben Sie das Passwort ein.</translation>
    </message>
    <message>
        <source>Give it with --passphrase-file, --passphrase-fd, the environment variable PASSPHRASE, or at the prompt of a terminal.</source>
        <translation>Geben Sie es mit --passphrase-file, --passphrase-fd, der Umgebungsvariablen PASSPHRASE oder im Terminal an.</translation>
    </message>
    <message>
        <source>%3 is not there</source>
        <translation>%3 ist nicht da</translation>
    </message>
    <message>
        <source>Saved versions keep what was in it.</source>
        <translation>Gesicherte Versionen behalten, was darin war.</translation>
    </message>
    <message>
        <source>Bring it back or connect its drive, then back up again. If it is gone for good, take it out of the backup.</source>
        <translation>Bringen Sie es zurück oder schließen Sie sein Laufwerk an, dann sichern Sie noch einmal. Wenn es endgültig weg ist, nehmen Sie es aus der Sicherung heraus.</translation>
    </message>
    <message>
        <source>%3 has no files any more</source>
        <translation>%3 enthält keine Dateien mehr</translation>
    </message>
    <message>
        <source>See whether its drive is connected, then back up again.</source>
        <translation>Prüfen Sie, ob sein Laufwerk angeschlossen ist, dann sichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>Unusually many files changed</source>
        <translation>Ungewöhnlich viele Dateien wurden geändert</translation>
    </message>
    <message>
        <source>A version was made, and the older ones are kept.</source>
        <translation>Eine Version wurde angelegt, und die älteren bleiben erhalten.</translation>
    </message>
    <message>
        <source>If this was not you, restore from an older version.</source>
        <translation>Wenn Sie das nicht waren, stellen Sie aus einer älteren Version wieder her.</translation>
    </message>
    <message>
        <source>Some files could not be read</source>
        <translation>Einige Dateien ließen sich nicht lesen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n Datei ließ sich nicht lesen</numerusform>
            <numerusform>%n Dateien ließen sich nicht lesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything else was saved. Older versions keep what they had of them.</source>
        <translation>Alles andere wurde gesichert. Ältere Versionen behalten, was sie davon hatten.</translation>
    </message>
    <message>
        <source>Close the programs that use them or allow reading them, then back up again.</source>
        <translation>Schließen Sie die Programme, die sie benutzen, oder erlauben Sie das Lesen, dann sichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>Something stored is damaged</source>
        <translation>Etwas Gespeichertes ist beschädigt</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) stored are damaged</source>
        <translation>
            <numerusform>%n gespeichertes Stück ist beschädigt</numerusform>
            <numerusform>%n gespeicherte Stücke sind beschädigt</numerusform>
        </translation>
    </message>
    <message>
        <source>What is whole can still be restored. Nothing was changed on this computer.</source>
        <translation>Was heil ist, lässt sich weiter wiederherstellen. Auf diesem Computer wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Repair makes up for what it can from the files on this computer.</source>
        <translation>Reparieren ersetzt, was sich aus den Dateien auf diesem Computer ersetzen lässt.</translation>
    </message>
    <message>
        <source>The list of versions must be rebuilt</source>
        <translation>Die Liste der Versionen muss neu aufgebaut werden</translation>
    </message>
    <message>
        <source>Files at the destination are untouched.</source>
        <translation>Die Dateien am Ziel sind unberührt.</translation>
    </message>
    <message>
        <source>%1 is in use by another program</source>
        <translation>%1 wird von einem anderen Programm benutzt</translation>
    </message>
    <message>
        <source>Nothing is wrong: only one can work on it at a time.</source>
        <translation>Alles in Ordnung: Es kann immer nur eines daran arbeiten.</translation>
    </message>
    <message>
        <source>Wait until the other is done, then try again.</source>
        <translation>Warten Sie, bis das andere fertig ist, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The last run was cut off</source>
        <translation>Der letzte Lauf wurde unterbrochen</translation>
    </message>
    <message>
        <source>What was saved counts.</source>
        <translation>Was gesichert ist, zählt.</translation>
    </message>
    <message>
        <source>The next run goes on from there.</source>
        <translation>Der nächste Lauf macht dort weiter.</translation>
    </message>
    <message>
        <source>This computer is short of working space</source>
        <translation>Diesem Computer fehlt Platz zum Arbeiten</translation>
    </message>
    <message>
        <source>Nothing is lost. Saved versions are safe.</source>
        <translation>Nichts ging verloren. Gesicherte Versionen sind sicher.</translation>
    </message>
    <message>
        <source>Cairn cannot use a file on this computer that it needs</source>
        <translation>Cairn kann eine Datei auf diesem Computer nicht benutzen, die es braucht</translation>
    </message>
    <message>
        <source>Saved versions are safe.</source>
        <translation>Gesicherte Versionen sind sicher.</translation>
    </message>
    <message>
        <source>See under Details which it is, make it usable, then try again.</source>
        <translation>Unter Details steht, welche es ist. Machen Sie sie benutzbar, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This computer calculates wrongly</source>
        <translation>Dieser Computer rechnet falsch</translation>
    </message>
    <message>
        <source>Nothing was written. Memory or processor may be faulty.</source>
        <translation>Nichts wurde geschrieben. Speicher oder Prozessor könnten defekt sein.</translation>
    </message>
    <message>
        <source>Test the memory of this computer before the next backup.</source>
        <translation>Testen Sie vor der nächsten Sicherung den Arbeitsspeicher dieses Computers.</translation>
    </message>
    <message>
        <source>Other users can read Cairn&apos;s settings</source>
        <translation>Andere Benutzer können Cairns Einstellungen lesen</translation>
    </message>
    <message>
        <source>Your backups are untouched. Settings that others can reach are not used.</source>
        <translation>Ihre Sicherungen sind unberührt. Einstellungen, an die andere herankommen, werden nicht benutzt.</translation>
    </message>
    <message>
        <source>Close them off, then everything goes on.</source>
        <translation>Machen Sie sie unzugänglich, dann geht alles weiter.</translation>
    </message>
    <message>
        <source>Cairn cannot save its settings</source>
        <translation>Cairn kann seine Einstellungen nicht speichern</translation>
    </message>
    <message>
        <source>Restoring works. New backups and changes cannot be kept.</source>
        <translation>Wiederherstellen geht. Neue Sicherungen und Änderungen lassen sich nicht festhalten.</translation>
    </message>
    <message>
        <source>Make room for the folder of the settings, or allow writing in it.</source>
        <translation>Schaffen Sie Platz für den Ordner der Einstellungen oder erlauben Sie das Schreiben darin.</translation>
    </message>
    <message>
        <source>These settings are from a newer Cairn</source>
        <translation>Diese Einstellungen sind von einem neueren Cairn</translation>
    </message>
    <message>
        <source>Nothing was touched. Restoring from the destination works.</source>
        <translation>Nichts wurde angerührt. Wiederherstellen vom Ziel geht.</translation>
    </message>
    <message>
        <source>Use the newer Cairn.</source>
        <translation>Benutzen Sie das neuere Cairn.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is behind</source>
        <translation>Die Uhr dieses Computers geht nach</translation>
    </message>
    <message>
        <source>Backups go on, and versions keep their order. No old version is removed.</source>
        <translation>Sicherungen gehen weiter, und Versionen behalten ihre Reihenfolge. Alte Versionen werden nicht entfernt.</translation>
    </message>
    <message>
        <source>Set the clock. If it is right, delete the versions that are from the future.</source>
        <translation>Uhr stellen. Geht sie richtig, die Versionen löschen, die aus der Zukunft sind.</translation>
    </message>
    <message>
        <source>%1 cannot be used the way it is set up</source>
        <translation>%1 lässt sich so, wie sie eingerichtet ist, nicht benutzen</translation>
    </message>
    <message>
        <source>See under Details what has to change.</source>
        <translation>Unter Details steht, was sich ändern muss.</translation>
    </message>
    <message>
        <source>%1 needs something that Cairn cannot do here</source>
        <translation>%1 braucht etwas, das Cairn hier nicht kann</translation>
    </message>
    <message>
        <source>See under Details what is missing.</source>
        <translation>Unter Details steht, was fehlt.</translation>
    </message>
    <message>
        <source>The last run has a remark</source>
        <translation>Zum letzten Lauf gibt es einen Hinweis</translation>
    </message>
    <message>
        <source>Everything else went well.</source>
        <translation>Alles andere ging gut.</translation>
    </message>
    <message>
        <source>See under Details what it is about.</source>
        <translation>Unter Details steht, worum es geht.</translation>
    </message>
    <message>
        <source>Cairn met a problem it does not know</source>
        <translation>Cairn ist auf ein unbekanntes Problem gestoßen</translation>
    </message>
    <message>
        <source>Backups that were complete stay complete.</source>
        <translation>Sicherungen, die vollständig waren, bleiben vollständig.</translation>
    </message>
    <message>
        <source>Try again. If it comes back, report it with the log.</source>
        <translation>Versuchen Sie es noch einmal. Wenn es wiederkommt, melden Sie es mit dem Protokoll.</translation>
    </message>
    <message>
        <source>This is an error in the program. Please report it.</source>
        <translation>Das ist ein Fehler im Programm. Bitte melden Sie ihn.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1 was held back by a script</source>
        <translation>%1 wurde von einem Skript zurückgehalten</translation>
    </message>
    <message>
        <source>See under Details which script it is and how it ended.</source>
        <translation>Unter Details steht, welches Skript es ist und wie es endete.</translation>
    </message>
    <message>
        <source>%1 could not send its report</source>
        <translation>%1 konnte den Bericht nicht senden</translation>
    </message>
    <message>
        <source>What was saved is safe. Nobody was told of it.</source>
        <translation>Was gesichert ist, ist sicher. Niemand hat davon erfahren.</translation>
    </message>
    <message>
        <source>See under Details what the server said.</source>
        <translation>Unter Details steht, was der Server gesagt hat.</translation>
    </message>
    <message>
        <source>That is a file, and a folder is wanted</source>
        <translation>Das ist eine Datei, gebraucht wird ein Ordner</translation>
    </message>
    <message>
        <source>Type the folder that the copies shall go to, or choose it.</source>
        <translation>Geben Sie den Ordner für die Kopien ein oder wählen Sie ihn.</translation>
    </message>
    <message>
        <source>The disk of this computer is full</source>
        <translation>Der Datenträger dieses Computers ist voll</translation>
    </message>
    <message>
        <source>Saved versions are safe, and so are the settings as they were before.</source>
        <translation>Gesicherte Versionen sind sicher, ebenso die Einstellungen, wie sie vorher waren.</translation>
    </message>
    <message>
        <source>Make room on the disk of this computer, then do the same again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger dieses Computers und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Make room there, then run the same again.</source>
        <translation>Schaffen Sie dort Platz und führen Sie dasselbe noch einmal aus.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock has jumped</source>
        <translation>Die Uhr dieses Computers ist gesprungen</translation>
    </message>
    <message>
        <source>Backups go on. Until this is sorted out no old version is removed.</source>
        <translation>Sicherungen laufen weiter. Bis das geklärt ist, wird keine alte Version entfernt.</translation>
    </message>
    <message>
        <source>Set the clock. If it is right, say so.</source>
        <translation>Stellen Sie die Uhr. Wenn sie richtig geht, sagen Sie es.</translation>
    </message>
    <message>
        <source>Use that backup, or choose another folder.</source>
        <translation>Verwenden Sie diese Sicherung oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Enter it: it stands on the recovery sheet.</source>
        <translation>Geben Sie es ein: Es steht auf dem Notfallblatt.</translation>
    </message>
    <message>
        <source>The key store is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Saved versions are safe. The passphrase is in the key store, so nothing new was saved.</source>
        <translation>Gesicherte Versionen sind sicher. Das Passwort liegt im Schlüsselbund, deshalb wurde nichts Neues gesichert.</translation>
    </message>
    <message>
        <source>Unlock the key store of the desktop, or give the passphrase with --passphrase-file, --passphrase-fd or the environment variable PASSPHRASE.</source>
        <translation>Entsperren Sie den Schlüsselbund oder geben Sie das Passwort mit --passphrase-file, --passphrase-fd oder der Umgebungsvariablen PASSPHRASE an.</translation>
    </message>
    <message numerus="yes">
        <source>%1 had %n file(s) last time and has none now</source>
        <translation>
            <numerusform>%1 hatte beim letzten Mal %n Datei und hat jetzt keine</numerusform>
            <numerusform>%1 hatte beim letzten Mal %n Dateien und hat jetzt keine</numerusform>
        </translation>
    </message>
    <message>
        <source>See whether its drive is connected, then run the same again. If it is meant so, give --allow-empty-source once.</source>
        <translation>Sehen Sie nach, ob das Laufwerk angeschlossen ist, und versuchen Sie es noch einmal. Ist es so gewollt, geben Sie einmal --allow-empty-source an.</translation>
    </message>
    <message>
        <source>Make room on the disk of this computer, or choose a folder on another one, then back up again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger dieses Computers oder wählen Sie einen Ordner auf einem anderen, dann sichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>Make room there, or give --tempdir with a folder on another disk.</source>
        <translation>Schaffen Sie dort Platz oder geben Sie mit --tempdir einen Ordner auf einem anderen Datenträger an.</translation>
    </message>
    <message>
        <source>That begins by itself after a backup; it reads the destination and can be stopped.</source>
        <translation>Das beginnt nach einer Sicherung von selbst; dabei wird das Ziel gelesen, und es lässt sich anhalten.</translation>
    </message>
    <message>
        <source>Run &apos;recreate&apos;: it reads the destination and can be stopped.</source>
        <translation>Führen Sie „recreate“ aus: Das liest das Ziel und lässt sich anhalten.</translation>
    </message>
</context>
<context>
    <name>cairn::Turn</name>
    <message>
        <source>saved</source>
        <translation>gesichert</translation>
    </message>
    <message>
        <source>nothing has changed</source>
        <translation>nichts hat sich geändert</translation>
    </message>
    <message>
        <source>saved, but for some files</source>
        <translation>gesichert, bis auf einige Dateien</translation>
    </message>
    <message>
        <source>saved in part</source>
        <translation>teilweise gesichert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>versäumt</translation>
    </message>
    <message>
        <source>waits for its drive</source>
        <translation>wartet auf ihr Laufwerk</translation>
    </message>
    <message>
        <source>waits until the battery is charged</source>
        <translation>wartet, bis der Akku geladen ist</translation>
    </message>
    <message>
        <source>waits for a network without charges</source>
        <translation>wartet auf ein Netz ohne Gebühren</translation>
    </message>
    <message>
        <source>waits for the hours in which it may run</source>
        <translation>wartet auf die Stunden, in denen sie laufen darf</translation>
    </message>
    <message>
        <source>starts in a moment</source>
        <translation>beginnt gleich</translation>
    </message>
    <message>
        <source>waits until the key store is unlocked</source>
        <translation>wartet, bis der Schlüsselbund entsperrt ist</translation>
    </message>
    <message>
        <source>went well</source>
        <translation>ist gut verlaufen</translation>
    </message>
    <message>
        <source>the drive was not connected</source>
        <translation>das Laufwerk war nicht angeschlossen</translation>
    </message>
    <message>
        <source>the battery was too low</source>
        <translation>der Akku war zu schwach</translation>
    </message>
    <message>
        <source>there was only a network with charges</source>
        <translation>es gab nur ein Netz, das Geld kostet</translation>
    </message>
    <message>
        <source>it was outside the allowed hours</source>
        <translation>es war außerhalb der erlaubten Zeiten</translation>
    </message>
    <message>
        <source>the key store was locked</source>
        <translation>der Schlüsselbund war gesperrt</translation>
    </message>
    <message>
        <source>the computer was off, or nobody was logged in</source>
        <translation>der Computer war aus, oder niemand war angemeldet</translation>
    </message>
    <message>
        <source>backups were paused</source>
        <translation>Sicherungen machten Pause</translation>
    </message>
</context>
<context>
    <name>cairn::cli::AgentNotices</name>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Remind me in a week</source>
        <translation>In einer Woche erinnern</translation>
    </message>
    <message>
        <source>Backup “%1”. %2 %3</source>
        <comment>name, what it means, what to do</comment>
        <translation>Sicherung „%1“. %2 %3</translation>
    </message>
    <message>
        <source>“%1” was never saved</source>
        <translation>„%1“ wurde noch nie gesichert</translation>
    </message>
    <message>
        <source>“%1” was not saved for %2 days</source>
        <comment>more than one day</comment>
        <translation>„%1“ wurde seit %2 Tagen nicht gesichert</translation>
    </message>
    <message>
        <source>Connect the drive “%1” to save what is new.</source>
        <translation>Das Laufwerk „%1“ anschließen, um zu sichern, was neu ist.</translation>
    </message>
    <message>
        <source>What is new since then exists on this computer alone.</source>
        <translation>Was seitdem neu ist, gibt es nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>What is new since then is not safe yet.</source>
        <translation>Was seitdem neu ist, ist noch nicht gesichert.</translation>
    </message>
    <message>
        <source>Its files exist on this computer alone.</source>
        <translation>Ihre Dateien gibt es nur auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ActivityPage</name>
    <message>
        <source>Now and next</source>
        <translation>Jetzt und als Nächstes</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Restores</source>
        <translation>Wiederherstellungen</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
</context>
<context>
    <name>cairn::gui::AdoptChoice</name>
    <message>
        <source>Get files back</source>
        <translation>Dateien zurückholen</translation>
    </message>
    <message>
        <source>What now?</source>
        <translation>Wie geht es weiter?</translation>
    </message>
    <message>
        <source>Look and pick files</source>
        <translation>Ansehen und Dateien auswählen</translation>
    </message>
    <message>
        <source>Any version, file by file.</source>
        <translation>Aus jeder Version, Datei für Datei.</translation>
    </message>
    <message>
        <source>Bring everything back here</source>
        <translation>Alles hierher zurückholen</translation>
    </message>
    <message>
        <source>The newest version, whole.</source>
        <translation>Die neueste Version, vollständig.</translation>
    </message>
    <message>
        <source>Go on with this backup on this computer</source>
        <translation>Mit dieser Sicherung auf diesem Computer weitermachen</translation>
    </message>
    <message>
        <source>Used by another computer lately: stop it there first.</source>
        <translation>Sie wurde vor Kurzem von einem anderen Computer benutzt: Beenden Sie sie dort zuerst.</translation>
    </message>
    <message>
        <source>Its settings are not stored with it: what it saves is taken from the newest version, it does not run by itself, and it keeps all versions.</source>
        <translation>Ihre Einstellungen sind nicht mit gespeichert: Was sie sichert, stammt aus der neuesten Version, sie läuft nicht von selbst und behält alle Versionen.</translation>
    </message>
    <message>
        <source>Not taken over: %1.</source>
        <translation>Nicht übernommen: %1.</translation>
    </message>
    <message>
        <source>See what it saves and when; it goes on once you save that.</source>
        <translation>Zeigt, was sie wann sichert; sie läuft weiter, sobald Sie das speichern.</translation>
    </message>
    <message>
        <source>This backup got a version in the last seven days. If another computer makes them, stop it there first: two that write into one place undo each other&apos;s work.</source>
        <translation>Diese Sicherung hat in den letzten sieben Tagen eine Version bekommen. Wenn ein anderer Computer das macht, halten Sie sie dort zuerst an: Zwei, die an einen Ort schreiben, machen einander die Arbeit kaputt.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>“%1” of the computer “%2”</source>
        <translation>„%1“ vom Computer „%2“</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n version(s), the newest %2.</source>
        <translation>
            <numerusform>%1 hat %n Version, die neueste %2.</numerusform>
            <numerusform>%1 hat %n Versionen, die neueste %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::gui::AdoptWizard</name>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Get files back</source>
        <translation>Dateien zurückholen</translation>
    </message>
    <message>
        <source>Open the backup</source>
        <translation>Sicherung öffnen</translation>
    </message>
    <message>
        <source>This backup is not locked: it has no passphrase.</source>
        <translation>Diese Sicherung ist nicht verschlüsselt: Sie hat kein Passwort.</translation>
    </message>
    <message>
        <source>What is its passphrase?</source>
        <translation>Wie lautet ihr Passwort?</translation>
    </message>
    <message>
        <source>It stands on the recovery sheet.</source>
        <translation>Es steht auf dem Notfallblatt.</translation>
    </message>
    <message>
        <source>Opening the backup</source>
        <translation>Sicherung wird geöffnet</translation>
    </message>
    <message>
        <source>Opening… The list of versions is read from the backup.</source>
        <translation>Wird geöffnet&#xa0;… Die Liste der Versionen wird aus der Sicherung gelesen.</translation>
    </message>
    <message>
        <source>Stopped. The backup was not opened.</source>
        <translation>Angehalten. Die Sicherung wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten&#xa0;…</translation>
    </message>
    <message>
        <source>This is “%1”. Its list of versions is being read…</source>
        <translation>Das ist „%1“. Die Liste der Versionen wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>This is “%1” of the computer “%2”. Its list of versions is being read…</source>
        <translation>Das ist „%1“ vom Computer „%2“. Die Liste der Versionen wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>That passphrase does not open this backup, which began on %1. Enter it again: capital letters, the keyboard&apos;s language and spaces count.</source>
        <translation>Diese Passphrase öffnet diese Sicherung nicht; sie hat am %1 begonnen. Noch einmal eingeben: Großbuchstaben, die Sprache der Tastatur und Leerzeichen zählen.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::AdvancedSection</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>Option suchen</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Choose an option to see what it does. The usual values suit nearly every backup.</source>
        <translation>Wählen Sie eine Option, um zu sehen, was sie bewirkt. Die üblichen Werte passen für fast jede Sicherung.</translation>
    </message>
    <message>
        <source>%1 Allowed: %2.</source>
        <comment>help, values</comment>
        <translation>%1 Erlaubt: %2.</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Application</name>
    <message>
        <source>Quit Cairn</source>
        <translation>Cairn beenden</translation>
    </message>
    <message>
        <source>“%1” is being saved.</source>
        <translation>„%1“ wird gerade gesichert.</translation>
    </message>
    <message>
        <source>What was saved so far is kept either way.</source>
        <translation>Was schon gesichert ist, bleibt in jedem Fall erhalten.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Quit now, go on next time</source>
        <translation>Jetzt beenden, beim nächsten Mal weitermachen</translation>
    </message>
    <message>
        <source>Finish this file, then quit</source>
        <translation>Diese Datei fertigstellen, dann beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Backups go on in the background.</source>
        <translation>Im Hintergrund wird weiter gesichert.</translation>
    </message>
    <message>
        <source>This desktop has no place for Cairn&apos;s icon. Start Cairn again to see this window.</source>
        <translation>Auf diesem Desktop ist kein Platz für das Symbol von Cairn. Starten Sie Cairn noch einmal, um dieses Fenster zu sehen.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Files are being restored.</source>
        <translation>Gerade werden Dateien wiederhergestellt.</translation>
    </message>
    <message>
        <source>“%1” is being saved, too; it goes on next time.</source>
        <translation>Auch „%1“ wird gerade gesichert; das geht beim nächsten Mal weiter.</translation>
    </message>
    <message>
        <source>What is back already stays. The rest is not brought back until you start the restore again.</source>
        <translation>Was schon zurück ist, bleibt. Der Rest kommt erst zurück, wenn die Wiederherstellung neu begonnen wird.</translation>
    </message>
    <message>
        <source>Go on restoring</source>
        <translation>Weiter wiederherstellen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::CapsHint</name>
    <message>
        <source>Caps Lock is on</source>
        <translation>Feststelltaste ist an</translation>
    </message>
</context>
<context>
    <name>cairn::gui::DayStrip</name>
    <message numerus="yes">
        <source>%n saved</source>
        <comment>days</comment>
        <translation>
            <numerusform>%n Tag gesichert</numerusform>
            <numerusform>%n Tage gesichert</numerusform>
        </translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 mit Warnung</translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <comment>days</comment>
        <translation>
            <numerusform>%n mit Warnung</numerusform>
            <numerusform>%n mit Warnung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>days</comment>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <comment>days</comment>
        <translation>
            <numerusform>%n ausgefallen</numerusform>
            <numerusform>%n ausgefallen</numerusform>
        </translation>
    </message>
    <message>
        <source>Last %1 days: no runs</source>
        <translation>Letzte %1 Tage: keine Läufe</translation>
    </message>
    <message>
        <source>Last %1 days: %2</source>
        <extracomment>%2 is a list: 27 saved, 1 warning</extracomment>
        <translation>Letzte %1 Tage: %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>cairn::gui::DeleteVersionsDialog</name>
    <message>
        <source>Reading the versions…</source>
        <translation>Versionen werden gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Delete versions</source>
        <translation>Versionen löschen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation>Geänderte Dateien</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Delete versions of “%1”</source>
        <translation>Versionen von „%1“ löschen</translation>
    </message>
    <message>
        <source>Select what is not needed any more; with Shift or Ctrl more than one. Other versions keep all of their files.</source>
        <translation>Auswählen, was nicht mehr gebraucht wird; mit Umschalt oder Strg auch mehrere. Die anderen Versionen behalten alle ihre Dateien.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>newest complete version: stays</source>
        <translation>neueste vollständige Version: bleibt</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n version(s)</source>
        <translation>
            <numerusform>%n Version löschen</numerusform>
            <numerusform>%n Versionen löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no versions yet.</source>
        <translation>Es gibt noch keine Versionen.</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s). Nothing is selected.</source>
        <translation>
            <numerusform>%n Version. Nichts ist ausgewählt.</numerusform>
            <numerusform>%n Versionen. Nichts ist ausgewählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) will be gone for good, together with what no other version holds.</source>
        <translation>
            <numerusform>%n Version ist dann endgültig weg, samt dem, was keine andere Version enthält.</numerusform>
            <numerusform>%n Versionen sind dann endgültig weg, samt dem, was keine andere Version enthält.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting how much that is…</source>
        <translation>Wie viel das ist, wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>That is about %1.</source>
        <translation>Das sind etwa %1.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::DestinationSection</name>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Copy what is stored to the new place</source>
        <translation>Das Gespeicherte an den neuen Ort kopieren</translation>
    </message>
    <message>
        <source>Everything is copied and compared, then the backup goes on there. The copy at the old place stays; delete it when you no longer want it.</source>
        <translation>Alles wird kopiert und verglichen, dann geht die Sicherung dort weiter. Die Kopie am alten Ort bleibt; löschen Sie sie, wenn Sie sie nicht mehr brauchen.</translation>
    </message>
    <message>
        <source>The new place must be empty or hold this very backup, moved there by hand. In an empty one the backup begins anew; its old versions stay at the old place.</source>
        <translation>Der neue Ort muss leer sein oder genau diese Sicherung enthalten, von Hand dorthin verschoben. An einem leeren Ort beginnt die Sicherung neu; ihre alten Versionen bleiben am alten Ort.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Discard</name>
    <message>
        <source>Discard what you have changed?</source>
        <translation>Ihre Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::EngineHost</name>
    <message>
        <source>There is no version in this backup.</source>
        <translation>In dieser Sicherung gibt es keine Version.</translation>
    </message>
    <message>
        <source>Another passphrase is being tried.</source>
        <translation>Es wird schon ein anderes Passwort ausprobiert.</translation>
    </message>
    <message>
        <source>This backup is not there any more.</source>
        <translation>Diese Sicherung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>That folder belongs to another backup. Nothing of it was changed.</source>
        <translation>Dieser Ordner gehört zu einer anderen Sicherung. Darin wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The place cannot be changed while the backup is busy. Try again afterwards.</source>
        <translation>Der Ort lässt sich nicht ändern, solange die Sicherung beschäftigt ist. Versuchen Sie es danach noch einmal.</translation>
    </message>
    <message>
        <source>This backup is running. Stop it first; then it can be deleted.</source>
        <translation>Diese Sicherung läuft gerade. Halten Sie sie erst an, dann kann sie gelöscht werden.</translation>
    </message>
    <message>
        <source>Another backup is being deleted. Try again when that is done.</source>
        <translation>Gerade wird eine andere Sicherung gelöscht. Versuchen Sie es noch einmal, wenn das fertig ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of this backup could not be removed from the destination. The backup stays listed, so that it can be tried again.</source>
        <translation>
            <numerusform>%n Datei dieser Sicherung ließ sich am Ziel nicht entfernen. Die Sicherung bleibt in der Liste, damit Sie es noch einmal versuchen können.</numerusform>
            <numerusform>%n Dateien dieser Sicherung ließen sich am Ziel nicht entfernen. Die Sicherung bleibt in der Liste, damit Sie es noch einmal versuchen können.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was not taken over: %2</source>
        <translation>„%1“ wurde nicht übernommen: %2</translation>
    </message>
    <message>
        <source>The copying was stopped; the backup stays where it was. What was copied is kept, and the next try goes on with it.</source>
        <translation>Das Kopieren wurde angehalten; die Sicherung bleibt, wo sie war. Was kopiert wurde, bleibt erhalten, und der nächste Versuch macht damit weiter.</translation>
    </message>
    <message>
        <source>That is where the backup is already. Nothing was changed.</source>
        <translation>Dort ist die Sicherung schon. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The backup is damaged where it is now, so it stays there. Check and repair it; then it can be moved.</source>
        <translation>Die Sicherung ist an ihrem jetzigen Ort beschädigt und bleibt deshalb dort. Prüfen und reparieren Sie sie; dann lässt sie sich verschieben.</translation>
    </message>
    <message>
        <source>A file is damaged at the new place, so the backup stays where it was. Empty the new folder, or choose another.</source>
        <translation>Am neuen Ort ist eine Datei beschädigt, deshalb bleibt die Sicherung, wo sie war. Leeren Sie den neuen Ordner oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The key store was not unlocked, so the passphrase could not be kept and nothing was set up. Try again, and unlock it when it asks.</source>
        <translation>Der Schlüsselbund wurde nicht entsperrt. Deshalb konnte das Passwort nicht aufbewahrt werden, und es wurde nichts eingerichtet. Versuchen Sie es noch einmal und entsperren Sie ihn, wenn er danach fragt.</translation>
    </message>
    <message>
        <source>A path of this backup is no text, and cannot be copied as such.</source>
        <translation>Ein Pfad dieser Sicherung ist kein Text und kann nicht als solcher kopiert werden.</translation>
    </message>
    <message>
        <source>“%1” is busy at the moment. What is stored can be checked when that is done.</source>
        <translation>„%1“ ist gerade beschäftigt. Das Gespeicherte kann danach geprüft werden.</translation>
    </message>
    <message>
        <source>Nothing was copied, since this window does not run the backups at the moment.</source>
        <translation>Es wurde nichts kopiert, denn dieses Fenster führt die Sicherungen gerade nicht aus.</translation>
    </message>
    <message>
        <source>The background service does. Stop it with “systemctl --user stop cairn-agent” and try again; start it again afterwards.</source>
        <translation>Das tut der Hintergrunddienst. Ihn mit „systemctl --user stop cairn-agent“ anhalten, es noch einmal versuchen und ihn danach wieder starten.</translation>
    </message>
    <message>
        <source>Another program does. End it, or wait until it is done, and try again.</source>
        <translation>Das tut ein anderes Programm. Es beenden oder warten, bis es fertig ist, und es dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Nothing at the destination was removed, since this window does not run the backups at the moment.</source>
        <translation>Am Ziel wurde nichts entfernt, denn dieses Fenster führt die Sicherungen gerade nicht aus.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ExportDialog</name>
    <message>
        <source>Encrypt the file with a password</source>
        <translation>Die Datei mit einem Kennwort verschlüsseln</translation>
    </message>
    <message>
        <source>Password of the file</source>
        <translation>Kennwort der Datei</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>With the passphrase and all passwords of the backup</source>
        <translation>Mit dem Kennwortsatz und allen Kennwörtern der Sicherung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>Export the settings of “%1”</source>
        <translation>Die Einstellungen von „%1“ exportieren</translation>
    </message>
    <message>
        <source>A file that this program on another computer takes, and Duplicati too. Nothing that is stored is in it.</source>
        <translation>Eine Datei, die dieses Programm auf einem anderen Computer und auch Duplicati annimmt. Sie enthält nichts vom Gespeicherten.</translation>
    </message>
    <message>
        <source>Only in an encrypted file</source>
        <translation>Nur in einer verschlüsselten Datei</translation>
    </message>
    <message>
        <source>Type the same password twice first</source>
        <translation>Geben Sie zuerst zweimal dasselbe Kennwort ein</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Die beiden sind noch nicht gleich.</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben&#xa0;…</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben nach %1.</translation>
    </message>
    <message>
        <source>Written to %1. Duplicati does not do all of it as Cairn does: its schedule, or finding its drive.</source>
        <translation>Geschrieben nach %1. Duplicati macht nicht alles davon wie Cairn: den Zeitplan oder das Finden des Laufwerks.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::FileListModel</name>
    <message>
        <source>deleted after %1</source>
        <translation>gelöscht nach %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>same</source>
        <comment>on disk now</comment>
        <translation>gleich</translation>
    </message>
    <message>
        <source>changed since</source>
        <comment>on disk now</comment>
        <translation>seitdem geändert</translation>
    </message>
    <message>
        <source>not there</source>
        <comment>on disk now</comment>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>skipped now</source>
        <comment>on disk now</comment>
        <translation>jetzt ausgelassen</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <comment>on disk now</comment>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>On disk now</source>
        <translation>Jetzt auf der Platte</translation>
    </message>
    <message>
        <source>comparing…</source>
        <comment>on disk now</comment>
        <translation>wird verglichen&#xa0;…</translation>
    </message>
    <message>
        <source>same content</source>
        <comment>on disk now</comment>
        <translation>gleicher Inhalt</translation>
    </message>
    <message>
        <source>moved?</source>
        <comment>on disk now</comment>
        <translation>verschoben?</translation>
    </message>
    <message>
        <source>The same content is at %1 now.</source>
        <translation>Derselbe Inhalt liegt jetzt in %1.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::FilePane</name>
    <message>
        <source>Open a copy</source>
        <translation>Kopie öffnen</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Versions of the file</source>
        <translation>Versionen der Datei</translation>
    </message>
    <message>
        <source>Restore this version of the file…</source>
        <translation>Diese Version der Datei wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source> · deleted afterwards</source>
        <translation> · danach gelöscht</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>Wird geholt&#xa0;…</translation>
    </message>
    <message>
        <source>No program opened this kind of file.</source>
        <translation>Kein Programm hat diese Art von Datei geöffnet.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a file, when</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n Version</numerusform>
            <numerusform>%n Versionen</numerusform>
        </translation>
    </message>
    <message>
        <source>Not fetched: it was stopped.</source>
        <translation>Nicht geholt: Es wurde angehalten.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::FileView</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
</context>
<context>
    <name>cairn::gui::FilesPage</name>
    <message>
        <source>Files larger than</source>
        <translation>Dateien größer als</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Persönlich</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 in %2 Dateien</translation>
    </message>
    <message>
        <source>%1 (still counting…)</source>
        <translation>%1 (wird noch gezählt&#xa0;…)</translation>
    </message>
    <message>
        <source>What should be saved?</source>
        <translation>Was soll gesichert werden?</translation>
    </message>
    <message>
        <source>Folders to save</source>
        <translation>Zu sichernde Ordner</translation>
    </message>
    <message>
        <source>Edit rules…</source>
        <translation>Regeln bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>My rules: none</source>
        <translation>Meine Regeln: keine</translation>
    </message>
    <message numerus="yes">
        <source>My rules: %n</source>
        <translation>
            <numerusform>Meine Regeln: %n</numerusform>
            <numerusform>Meine Regeln: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Skip this folder</source>
        <translation>Diesen Ordner auslassen</translation>
    </message>
    <message>
        <source>Skip every folder called “%1”</source>
        <translation>Jeden Ordner namens „%1“ auslassen</translation>
    </message>
    <message>
        <source>Always include this</source>
        <translation>Dies immer mitsichern</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>rebuilt by programs</source>
        <translation>von Programmen wiederherstellbar</translation>
    </message>
    <message>
        <source>already thrown away</source>
        <translation>schon weggeworfen</translation>
    </message>
    <message>
        <source>made anew when needed</source>
        <translation>entsteht bei Bedarf neu</translation>
    </message>
    <message>
        <source>can be fetched again</source>
        <translation>lässt sich neu herunterladen</translation>
    </message>
    <message>
        <source>large, and often changing</source>
        <translation>groß und oft geändert</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Largest size of a file</source>
        <translation>Größte Datei</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>Nothing ticked yet</source>
        <translation>Noch nichts ausgewählt</translation>
    </message>
    <message>
        <source>My files</source>
        <translation>Meine Dateien</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>reason, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Skip (saves %1)</source>
        <translation>Auslassen (spart %1)</translation>
    </message>
    <message>
        <source>%1 is left out: the copies go there.</source>
        <translation>%1 wird ausgelassen: Dorthin kommen die Kopien.</translation>
    </message>
    <message>
        <source>%1, %2 skipped</source>
        <comment>what is saved, size of what is not</comment>
        <translation>%1, %2 ausgelassen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::FilesSection</name>
    <message>
        <source>Tick at least one folder to save.</source>
        <translation>Wählen Sie mindestens einen Ordner aus.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Zeigen&#xa0;…</translation>
    </message>
    <message>
        <source>Show files without a warning…</source>
        <translation>Dateien ohne Warnung zeigen&#xa0;…</translation>
    </message>
    <message>
        <source>You are warned about every file that cannot be read.</source>
        <translation>Sie werden vor jeder Datei gewarnt, die sich nicht lesen lässt.</translation>
    </message>
    <message numerus="yes">
        <source>You are not warned about %n file(s) that cannot be read.</source>
        <translation>
            <numerusform>Vor %n Datei, die sich nicht lesen lässt, werden Sie nicht gewarnt.</numerusform>
            <numerusform>Vor %n Dateien, die sich nicht lesen lassen, werden Sie nicht gewarnt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::gui::FolderModel</name>
    <message>
        <source>All folders</source>
        <translation>Alle Ordner</translation>
    </message>
</context>
<context>
    <name>cairn::gui::GateDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Enter the passphrase of one of your backups</source>
        <translation>Passwort einer Ihrer Sicherungen eingeben</translation>
    </message>
    <message>
        <source>Type the passphrase first</source>
        <translation>Geben Sie zuerst das Passwort ein</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>That is the passphrase of none of your backups.</source>
        <translation>Zu keiner Ihrer Sicherungen passt dieses Passwort.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::GeneralSection</name>
    <message>
        <source>Locked with a passphrase, which belongs to it for life.</source>
        <translation>Mit einem Passwort verschlüsselt, das für immer zu ihr gehört.</translation>
    </message>
    <message>
        <source>Not locked: whoever has the copies can read them.</source>
        <translation>Nicht verschlüsselt: Wer die Kopien hat, kann sie lesen.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>The backup needs a name.</source>
        <translation>Die Sicherung braucht einen Namen.</translation>
    </message>
    <message>
        <source>There is already a backup called “%1”.</source>
        <translation>Es gibt schon eine Sicherung namens „%1“.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>Colour &amp;tag</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>None</source>
        <comment>group</comment>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>cairn::gui::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::HistoryTab</name>
    <message>
        <source>Runs of which backup</source>
        <translation>Läufe welcher Sicherung</translation>
    </message>
    <message>
        <source>Which kind of runs</source>
        <translation>Welche Art von Läufen</translation>
    </message>
    <message>
        <source>Runs with which result</source>
        <translation>Läufe mit welchem Ergebnis</translation>
    </message>
    <message>
        <source>No runs</source>
        <translation>Keine Läufe</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>All backups</source>
        <translation>Alle Sicherungen</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>Alle Ergebnisse</translation>
    </message>
    <message>
        <source>No run is as chosen above.</source>
        <translation>Kein Lauf passt zu dieser Auswahl.</translation>
    </message>
    <message>
        <source>Runs appear here.</source>
        <translation>Hier erscheinen die Läufe.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ImportJobsPage</name>
    <message>
        <source>Not taken over: %1. %2</source>
        <translation>Nicht übernommen: %1. %2</translation>
    </message>
    <message>
        <source>Kept, but idle: %1. %2</source>
        <translation>Behalten, aber ohne Wirkung: %1. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what an import says about a part of a backup</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>What is to be taken over?</source>
        <translation>Was soll übernommen werden?</translation>
    </message>
    <message>
        <source>Switch these off in Duplicati afterwards, so that only one program runs them. What is stored already is not uploaded again.</source>
        <translation>Schalten Sie diese danach in Duplicati ab, damit nur ein Programm sie ausführt. Was schon gespeichert ist, wird nicht noch einmal hochgeladen.</translation>
    </message>
    <message>
        <source>Backups to take over</source>
        <translation>Sicherungen, die übernommen werden</translation>
    </message>
    <message>
        <source>Not possible: %1</source>
        <translation>Nicht möglich: %1</translation>
    </message>
    <message>
        <source>Goes to %1</source>
        <translation>Speichert nach %1</translation>
    </message>
    <message>
        <source>Saves %1</source>
        <translation>Sichert %1</translation>
    </message>
    <message>
        <source>Take over these too. Only if you know what they do:</source>
        <translation>Auch diese übernehmen. Nur, wenn Sie wissen, was sie tun:</translation>
    </message>
    <message>
        <source>Passphrase of “%1”</source>
        <translation>Passwort von „%1“</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ImportSourcePage</name>
    <message>
        <source>From a file that Duplicati exported</source>
        <translation>Aus einer Datei, die Duplicati exportiert hat</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Where are the backups of Duplicati set up?</source>
        <translation>Wo sind die Sicherungen von Duplicati eingerichtet?</translation>
    </message>
    <message>
        <source>Exported file</source>
        <translation>Exportierte Datei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>From the Duplicati on this computer</source>
        <translation>Aus dem Duplicati auf diesem Computer</translation>
    </message>
    <message>
        <source>From the Duplicati on this computer: %1</source>
        <translation>Aus dem Duplicati auf diesem Computer: %1</translation>
    </message>
    <message>
        <source>Exported file of Duplicati</source>
        <translation>Exportierte Datei von Duplicati</translation>
    </message>
    <message>
        <source>Exports and settings (*.json *.aes *.txt *.sqlite)</source>
        <translation>Exporte und Einstellungen (*.json *.aes *.txt *.sqlite)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This account has no Duplicati of its own. One that runs as a service of the computer keeps its settings where only an administrator can read them: export its backups there, and choose the file here.</source>
        <translation>In diesem Konto gibt es kein eigenes Duplicati. Läuft es als Dienst des Computers, kann nur ein Administrator seine Einstellungen lesen: Exportieren Sie dort die Sicherungen und wählen Sie die Datei hier aus.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ImportWizard</name>
    <message>
        <source>From where</source>
        <translation>Woher</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Move in from Duplicati</source>
        <translation>Von Duplicati umziehen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) were taken over. %1</source>
        <translation>
            <numerusform>%n Sicherung wurde übernommen. %1</numerusform>
            <numerusform>%n Sicherungen wurden übernommen. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No backup is set up there.</source>
        <translation>Dort ist keine Sicherung eingerichtet.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ImportWords</name>
    <message>
        <source>schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>further destinations</source>
        <translation>weitere Ziele</translation>
    </message>
    <message>
        <source>connection “%1”</source>
        <translation>Verbindung „%1“</translation>
    </message>
    <message>
        <source>filter %1</source>
        <translation>Filter %1</translation>
    </message>
    <message>
        <source>It lies on another service, which is not read here.</source>
        <translation>Es liegt bei einem anderen Dienst, der hier nicht gelesen wird.</translation>
    </message>
    <message>
        <source>It is a path of Windows.</source>
        <translation>Es ist ein Pfad von Windows.</translation>
    </message>
    <message>
        <source>It is no whole path on this computer.</source>
        <translation>Es ist auf diesem Computer kein ganzer Pfad.</translation>
    </message>
    <message>
        <source>On this computer it is %1.</source>
        <translation>Auf diesem Computer ist es %1.</translation>
    </message>
    <message>
        <source>Only one of them can hold; it is %1.</source>
        <translation>Nur eines davon kann gelten; es ist %1.</translation>
    </message>
    <message>
        <source>A run that is due on battery is not left out: it waits for the mains.</source>
        <translation>Ein Lauf, der im Akkubetrieb fällig ist, fällt nicht aus: Er wartet auf das Stromnetz.</translation>
    </message>
    <message>
        <source>A backup is in one group here. It is “%1”, not: %2.</source>
        <translation>Eine Sicherung gehört hier zu einer Gruppe. Es ist „%1“, nicht: %2.</translation>
    </message>
    <message>
        <source>A backup has none here.</source>
        <translation>Eine Sicherung hat hier keine.</translation>
    </message>
    <message>
        <source>A backup goes to one destination here.</source>
        <translation>Eine Sicherung geht hier an ein Ziel.</translation>
    </message>
    <message>
        <source>What signs in at the destination is saved apart in Duplicati: enter it here.</source>
        <translation>Womit man sich am Ziel anmeldet, bewahrt Duplicati getrennt auf: hier eingeben.</translation>
    </message>
    <message>
        <source>It is no backup, but “%1”.</source>
        <translation>Es ist keine Sicherung, sondern „%1“.</translation>
    </message>
    <message>
        <source>It has no destination.</source>
        <translation>Sie hat kein Ziel.</translation>
    </message>
    <message>
        <source>“%1” already goes to this destination.</source>
        <translation>„%1“ geht schon an dieses Ziel.</translation>
    </message>
    <message>
        <source>Nothing of what it saves is on this computer.</source>
        <translation>Nichts von dem, was sie sichert, ist auf diesem Computer.</translation>
    </message>
    <message>
        <source>Restoring asks for it each time.</source>
        <translation>Beim Wiederherstellen wird jedes Mal danach gefragt.</translation>
    </message>
    <message>
        <source>Runs are kept in this program&apos;s own history.</source>
        <translation>Läufe stehen im eigenen Verlauf dieses Programms.</translation>
    </message>
    <message>
        <source>It belongs to Duplicati&apos;s own programs.</source>
        <translation>Es gehört zu den eigenen Programmen von Duplicati.</translation>
    </message>
    <message>
        <source>This version sends no such messages.</source>
        <translation>Solche Nachrichten verschickt diese Version nicht.</translation>
    </message>
    <message>
        <source>Secrets are not looked up elsewhere: enter them here.</source>
        <translation>Geheimnisse werden nicht anderswo nachgeschlagen: hier eingeben.</translation>
    </message>
    <message>
        <source>This program does not know it.</source>
        <translation>Dieses Programm kennt es nicht.</translation>
    </message>
    <message>
        <source>The list of versions is made anew from the destination at the first run.</source>
        <translation>Die Liste der Versionen wird beim ersten Lauf aus dem Ziel neu gemacht.</translation>
    </message>
    <message>
        <source>A backup that is set up always runs for real.</source>
        <translation>Eine eingerichtete Sicherung läuft immer wirklich.</translation>
    </message>
    <message>
        <source>This program does nothing with this secret.</source>
        <translation>Mit diesem Geheimnis tut dieses Programm nichts.</translation>
    </message>
    <message>
        <source>It is out of date.</source>
        <translation>Es ist veraltet.</translation>
    </message>
    <message>
        <source>It changes nothing here.</source>
        <translation>Es ändert hier nichts.</translation>
    </message>
    <message>
        <source>What is new is packed as zip all the same.</source>
        <translation>Neues wird trotzdem als zip gepackt.</translation>
    </message>
    <message>
        <source>Nothing here asks for this secret.</source>
        <translation>Nichts hier fragt nach diesem Geheimnis.</translation>
    </message>
    <message>
        <source>Destinations of the kind %1:// do not exist in this version.</source>
        <translation>Ziele der Art %1:// gibt es in dieser Version nicht.</translation>
    </message>
    <message>
        <source>Its destination is a folder of Windows.</source>
        <translation>Ihr Ziel ist ein Ordner von Windows.</translation>
    </message>
    <message>
        <source>It is not on this computer now. It stays among the sources.</source>
        <translation>Es ist jetzt nicht auf diesem Computer. Es bleibt unter den Quellen.</translation>
    </message>
    <message>
        <source>“%1” says nothing about when it is repeated; it runs by hand.</source>
        <translation>„%1“ sagt nicht, wann es sich wiederholt; sie läuft von Hand.</translation>
    </message>
    <message>
        <source>It does not say at what time it runs; 13:00 was taken.</source>
        <translation>Es steht nicht da, um welche Uhrzeit sie läuft; 13:00 wurde genommen.</translation>
    </message>
    <message>
        <source>“%1” is not a distance that runs can have here; the nearest was taken.</source>
        <translation>„%1“ ist kein Abstand, den Läufe hier haben können; der nächste wurde genommen.</translation>
    </message>
    <message>
        <source>It runs on its day of the month, whatever weekday that is.</source>
        <translation>Sie läuft an ihrem Tag des Monats, gleich welcher Wochentag das ist.</translation>
    </message>
    <message>
        <source>Runs that fall on a day that is not allowed are left out; in Duplicati they move to the next day.</source>
        <translation>Läufe, die auf einen nicht erlaubten Tag fallen, fallen aus; bei Duplicati rücken sie auf den nächsten Tag.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::JobActions</name>
    <message>
        <source>There is no version yet</source>
        <translation>Es gibt noch keine Version</translation>
    </message>
    <message>
        <source>It runs already</source>
        <translation>Sie läuft bereits</translation>
    </message>
    <message>
        <source>Connect the drive “%1” first</source>
        <translation>Schließen Sie zuerst das Laufwerk „%1“ an</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Find a file…</source>
        <translation>Datei suchen&#xa0;…</translation>
    </message>
    <message>
        <source>Find a file &amp;in this backup…</source>
        <translation>Datei &amp;in dieser Sicherung suchen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Check now</source>
        <translation>Jetzt p&amp;rüfen</translation>
    </message>
    <message>
        <source>Recovery s&amp;heet…</source>
        <translation>&amp;Notfallblatt&#xa0;…</translation>
    </message>
    <message>
        <source>E&amp;xport settings…</source>
        <translation>&amp;Einstellungen exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Duplica&amp;te…</source>
        <translation>&amp;Duplizieren&#xa0;…</translation>
    </message>
    <message>
        <source>Cop&amp;y as command</source>
        <translation>Als Befehl &amp;kopieren</translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation>&amp;Protokoll zeigen</translation>
    </message>
    <message>
        <source>Turn &amp;off schedule</source>
        <translation>&amp;Zeitplan ausschalten</translation>
    </message>
    <message>
        <source>&amp;Delete backup…</source>
        <translation>Sicherung &amp;löschen&#xa0;…</translation>
    </message>
    <message>
        <source>Turn &amp;on schedule</source>
        <translation>&amp;Zeitplan einschalten</translation>
    </message>
    <message>
        <source>Delete &amp;versions…</source>
        <translation>&amp;Versionen löschen&#xa0;…</translation>
    </message>
    <message>
        <source>Show passphrase…</source>
        <translation>Passwort zeigen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>cairn::gui::JobCard</name>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Finish this file, then stop</source>
        <translation>Diese Datei fertigstellen, dann anhalten</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Sofort anhalten</translation>
    </message>
    <message>
        <source>Back up %1 now</source>
        <translation>%1 jetzt sichern</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>Pause für %1</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Restore files of %1</source>
        <translation>Dateien von %1 wiederherstellen</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>Connect the drive “%1” first</source>
        <translation>Schließen Sie erst das Laufwerk „%1“ an</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start here…</source>
        <translation>Hier beginnen&#xa0;…</translation>
    </message>
    <message>
        <source>It is another drive</source>
        <translation>Es ist ein anderes Laufwerk</translation>
    </message>
    <message>
        <source>Start %1 on this drive…</source>
        <translation>%1 auf diesem Laufwerk beginnen&#xa0;…</translation>
    </message>
    <message>
        <source>This is not the drive of %1</source>
        <translation>Das ist nicht das Laufwerk von %1</translation>
    </message>
    <message>
        <source>its schedule is turned off</source>
        <translation>ihr Zeitplan ist ausgeschaltet</translation>
    </message>
</context>
<context>
    <name>cairn::gui::JobEditor</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>section, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts ist geändert.</translation>
    </message>
    <message>
        <source>Saving… The new place is looked at.</source>
        <translation>Wird gespeichert&#xa0;… Der neue Ort wird geprüft.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert&#xa0;…</translation>
    </message>
    <message>
        <source>Edit backup</source>
        <translation>Sicherung bearbeiten</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Stop copying</source>
        <translation>Kopieren anhalten</translation>
    </message>
    <message>
        <source>Copying to the new place: %1 of %2</source>
        <translation>Wird an den neuen Ort kopiert: %1 von %2</translation>
    </message>
</context>
<context>
    <name>cairn::gui::JobModel</name>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
</context>
<context>
    <name>cairn::gui::JobOrder</name>
    <message>
        <source>Other backups</source>
        <translation>Übrige Sicherungen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::KeepPreview</name>
    <message>
        <source>%1: would be removed</source>
        <translation>%1: würde entfernt</translation>
    </message>
    <message>
        <source>%1: stays</source>
        <translation>%1: bleibt</translation>
    </message>
</context>
<context>
    <name>cairn::gui::KeepRows</name>
    <message>
        <source>however old</source>
        <translation>beliebig alt</translation>
    </message>
    <message>
        <source>every version</source>
        <translation>jede Version</translation>
    </message>
    <message>
        <source>keep one for each</source>
        <translation>je eine behalten pro</translation>
    </message>
    <message>
        <source>Remove this line</source>
        <translation>Diese Zeile entfernen</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>behalten:</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>Age in line %1</source>
        <translation>Alter in Zeile %1</translation>
    </message>
    <message>
        <source>Distance in line %1</source>
        <translation>Abstand in Zeile %1</translation>
    </message>
    <message>
        <source>Remove line %1</source>
        <translation>Zeile %1 entfernen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::KeepSection</name>
    <message>
        <source>Smart: daily, then weekly, then monthly</source>
        <translation>Gestaffelt: täglich, dann wöchentlich, dann monatlich</translation>
    </message>
    <message>
        <source>Smart (Duplicati)</source>
        <translation>Gestaffelt (Duplicati)</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Last N versions</source>
        <translation>Die letzten N Versionen</translation>
    </message>
    <message>
        <source>Everything newer than…</source>
        <translation>Alles, was neuer ist als&#xa0;…</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene Regel</translation>
    </message>
    <message>
        <source>As it is now</source>
        <translation>So wie jetzt</translation>
    </message>
    <message>
        <source>How many versions to keep</source>
        <translation>Wie viele Versionen aufbewahrt werden</translation>
    </message>
    <message>
        <source>How long to keep versions</source>
        <translation>Wie lange Versionen aufbewahrt werden</translation>
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation>&amp;Regel</translation>
    </message>
    <message>
        <source>A rule is applied after each run. A filled dot is a version that stays, a hollow one would be removed.</source>
        <translation>Die Regel wird nach jedem Lauf angewandt. Ein gefüllter Punkt ist eine Version, die bleibt, ein hohler eine, die entfernt würde.</translation>
    </message>
    <message>
        <source>%1: the age must be longer than the distance between versions.</source>
        <translation>%1: Das Alter muss größer sein als der Abstand zwischen den Versionen.</translation>
    </message>
    <message>
        <source>%1, one for each %2</source>
        <translation>%1, je eine pro %2</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Aufbewahren</translation>
    </message>
</context>
<context>
    <name>cairn::gui::KeepSpanEdit</name>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>%1, unit</source>
        <translation>%1, Einheit</translation>
    </message>
</context>
<context>
    <name>cairn::gui::KeepText</name>
    <message>
        <source>every version</source>
        <translation>jede Version</translation>
    </message>
    <message>
        <source>one version every %1</source>
        <translation>alle %1 eine Version</translation>
    </message>
    <message>
        <source>one version an hour</source>
        <translation>eine Version pro Stunde</translation>
    </message>
    <message>
        <source>one version a day</source>
        <translation>eine Version pro Tag</translation>
    </message>
    <message>
        <source>one version a week</source>
        <translation>eine Version pro Woche</translation>
    </message>
    <message>
        <source>one version a month</source>
        <translation>eine Version pro Monat</translation>
    </message>
    <message>
        <source>one version a year</source>
        <translation>eine Version pro Jahr</translation>
    </message>
    <message>
        <source>%1 for ever</source>
        <comment>one version a month</comment>
        <translation>%1 für immer</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <comment>one version a day, 1 month</comment>
        <translation>%2 lang %1</translation>
    </message>
    <message>
        <source>%1 until it is %2 old</source>
        <comment>one version a week, 1 year</comment>
        <translation>%1, bis sie %2 alt ist</translation>
    </message>
    <message>
        <source>, then </source>
        <extracomment>joins steps: one version a day for 1 month, then one version a week …</extracomment>
        <translation>, dann </translation>
    </message>
    <message>
        <source>Keeps %1.</source>
        <translation>Behält %1.</translation>
    </message>
    <message>
        <source>Versions older than %1 are removed.</source>
        <translation>Versionen, die älter sind als %1, werden entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n Woche</numerusform>
            <numerusform>%n Wochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n Monat</numerusform>
            <numerusform>%n Monate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n Jahr</numerusform>
            <numerusform>%n Jahre</numerusform>
        </translation>
    </message>
    <message>
        <source>Keeps every version for ever.</source>
        <translation>Behält jede Version für immer.</translation>
    </message>
    <message numerus="yes">
        <source>Keeps the newest %n version(s). Older ones are removed.</source>
        <translation>
            <numerusform>Behält die neueste Version. Ältere werden entfernt.</numerusform>
            <numerusform>Behält die neuesten %n Versionen. Ältere werden entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keeps every version for %1. Older ones are removed.</source>
        <translation>Behält jede Version %1 lang. Ältere werden entfernt.</translation>
    </message>
    <message>
        <source>Keeps versions by the rule %1.</source>
        <translation>Behält Versionen nach der Regel %1.</translation>
    </message>
    <message>
        <source>There are no versions yet: nothing would be removed.</source>
        <translation>Es gibt noch keine Versionen: Nichts würde entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>Of those there are now, keeps all: %n version(s).</source>
        <translation>
            <numerusform>Von den jetzigen bleiben alle: %n Version.</numerusform>
            <numerusform>Von den jetzigen bleiben alle: %n Versionen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keeps %n version(s), removes %1. Counting what that frees…</source>
        <translation>
            <numerusform>Behält %n Version, entfernt %1. Es wird gezählt, wie viel Platz das schafft&#xa0;…</numerusform>
            <numerusform>Behält %n Versionen, entfernt %1. Es wird gezählt, wie viel Platz das schafft&#xa0;…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keeps %n version(s), removes %1 and frees about %2.</source>
        <translation>
            <numerusform>Behält %n Version, entfernt %1 und schafft etwa %2 Platz.</numerusform>
            <numerusform>Behält %n Versionen, entfernt %1 und schafft etwa %2 Platz.</numerusform>
        </translation>
    </message>
    <message>
        <source>The newest complete version is never removed.</source>
        <translation>Die neueste vollständige Version wird nie entfernt.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Lateness</name>
    <message>
        <source>Never saved</source>
        <translation>Noch nie gesichert</translation>
    </message>
    <message numerus="yes">
        <source>Not saved for %n day(s)</source>
        <translation>
            <numerusform>Seit %n Tag nicht gesichert</numerusform>
            <numerusform>Seit %n Tagen nicht gesichert</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was never saved</source>
        <translation>„%1“ wurde noch nie gesichert</translation>
    </message>
    <message numerus="yes">
        <source>“%1” was not saved for %n day(s)</source>
        <translation>
            <numerusform>„%1“ wurde seit %n Tag nicht gesichert</numerusform>
            <numerusform>„%1“ wurde seit %n Tagen nicht gesichert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::gui::LimitsSection</name>
    <message>
        <source>So that others can use the network while the backup runs. It holds from the next run on.</source>
        <translation>Damit andere das Netz nutzen können, während gesichert wird. Gilt ab dem nächsten Lauf.</translation>
    </message>
    <message>
        <source>&amp;Send at most</source>
        <translation>Höchstens &amp;senden</translation>
    </message>
    <message>
        <source>&amp;Fetch at most</source>
        <translation>Höchstens &amp;holen</translation>
    </message>
    <message>
        <source> KiB/s</source>
        <translation> KiB/s</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::MainWindow</name>
    <message>
        <source>New backup…</source>
        <translation>Neue Sicherung&#xa0;…</translation>
    </message>
    <message>
        <source>Cairn</source>
        <translation>Cairn</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>Jetzt nicht möglich</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause all backups</source>
        <translation>Pause für alle Sicherungen</translation>
    </message>
    <message>
        <source>Find a file in any backup</source>
        <translation>Eine Datei in allen Sicherungen suchen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>Until tomorrow 8:00</source>
        <translation>Bis morgen 8:00</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>Bis ich fortsetze</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New backup…</source>
        <translation>&amp;Neue Sicherung&#xa0;…</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>&amp;Get files back from an existing backup…</source>
        <translation>&amp;Dateien aus einer vorhandenen Sicherung zurückholen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>Fenster &amp;ausblenden</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Backup</source>
        <translation>&amp;Sicherung</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>&amp;Jetzt sichern</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Back up &amp;all</source>
        <translation>&amp;Alle sichern</translation>
    </message>
    <message>
        <source>Ctrl+Shift+B</source>
        <translation>Ctrl+Shift+B</translation>
    </message>
    <message>
        <source>&amp;Finish this file, then stop</source>
        <translation>Diese Datei &amp;fertigstellen, dann anhalten</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Restore what is &amp;selected</source>
        <translation>Aus&amp;gewähltes wiederherstellen</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>Alt+1</source>
        <translation>Alt+1</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Alt+2</source>
        <translation>Alt+2</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>&amp;Aktivität</translation>
    </message>
    <message>
        <source>Alt+3</source>
        <translation>Alt+3</translation>
    </message>
    <message>
        <source>&amp;List view</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Wie der &amp;Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>D&amp;unkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Cairn</source>
        <translation>Über &amp;Cairn</translation>
    </message>
    <message>
        <source>About Cairn</source>
        <translation>Über Cairn</translation>
    </message>
    <message>
        <source>Cairn %1</source>
        <translation>Cairn %1</translation>
    </message>
    <message>
        <source>Encrypted backups that anyone can leave: it reads and writes Duplicati&apos;s storage format.</source>
        <translation>Verschlüsselte Sicherungen, die niemanden festhalten: Cairn liest und schreibt das Format von Duplicati.</translation>
    </message>
    <message>
        <source>Activity (%1)</source>
        <comment>problems</comment>
        <translation>Aktivität (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Activity, %n problem(s)</source>
        <translation>
            <numerusform>Aktivität, %n Problem</numerusform>
            <numerusform>Aktivität, %n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore everything as of %1</source>
        <translation>Alles wiederherstellen, Stand %1</translation>
    </message>
    <message>
        <source>Fi&amp;nd a file…</source>
        <translation>Datei &amp;suchen&#xa0;…</translation>
    </message>
    <message>
        <source>Loo&amp;k</source>
        <translation>A&amp;ussehen</translation>
    </message>
    <message>
        <source>&amp;Move in from Duplicati…</source>
        <translation>&amp;Von Duplicati umziehen&#xa0;…</translation>
    </message>
    <message>
        <source>Sto&amp;p now</source>
        <translation>S&amp;ofort anhalten</translation>
    </message>
    <message>
        <source>Pa&amp;use or resume all</source>
        <translation>Alle &amp;unterbrechen oder fortsetzen</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Resume all backups</source>
        <translation>Alle Sicherungen fortsetzen</translation>
    </message>
    <message>
        <source>Backups are paused %1</source>
        <translation>Sicherungen machen Pause %1</translation>
    </message>
    <message>
        <source>&amp;Versions of the file</source>
        <translation>&amp;Versionen der Datei</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>Ak&amp;tualisieren</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>&amp;Next part of the page</source>
        <translation>&amp;Nächster Teil der Seite</translation>
    </message>
    <message>
        <source>F6</source>
        <translation>F6</translation>
    </message>
    <message>
        <source>&amp;Part before</source>
        <translation>V&amp;origer Teil der Seite</translation>
    </message>
    <message>
        <source>Shift+F6</source>
        <translation>Shift+F6</translation>
    </message>
    <message>
        <source>&amp;Help and keys</source>
        <translation>&amp;Hilfe und Tasten</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Alt+Left, Alt+Right</source>
        <translation>Alt+Links, Alt+Rechts</translation>
    </message>
    <message>
        <source>Restore: an older or newer version</source>
        <translation>Wiederherstellen: ältere oder neuere Version</translation>
    </message>
    <message>
        <source>Alt+Up, Backspace</source>
        <translation>Alt+Hoch, Rücktaste</translation>
    </message>
    <message>
        <source>Restore: the folder above</source>
        <translation>Wiederherstellen: Ordner darüber</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Restore: tick</source>
        <translation>Wiederherstellen: ankreuzen</translation>
    </message>
    <message>
        <source>F3</source>
        <translation>F3</translation>
    </message>
    <message>
        <source>Restore: a large preview</source>
        <translation>Wiederherstellen: große Vorschau</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Cancel, or back</source>
        <translation>Abbrechen oder zurück</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>The command that makes this backup is in the clipboard.</source>
        <translation>Der Befehl für diese Sicherung ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>No passphrase and no password is in it. It takes the passphrase from the variable PASSPHRASE, or asks for it.</source>
        <translation>Er enthält weder Kennwortsatz noch Kennwörter. Den Kennwortsatz nimmt er aus der Variablen PASSPHRASE oder fragt danach.</translation>
    </message>
    <message>
        <source>&amp;Move up</source>
        <translation>Na&amp;ch oben</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>Nac&amp;h unten</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Sortieren nach</translation>
    </message>
    <message>
        <source>By &amp;hand</source>
        <translation>Von &amp;Hand</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;State (worst first)</source>
        <translation>&amp;Zustand (schlimmster zuerst)</translation>
    </message>
    <message>
        <source>Next &amp;run</source>
        <translation>Nächster &amp;Lauf</translation>
    </message>
    <message>
        <source>Show &amp;groups</source>
        <translation>Nach &amp;Gruppen ordnen</translation>
    </message>
    <message>
        <source>Choose View ▸ Sort by ▸ By hand first</source>
        <translation>Dafür zuerst Ansicht ▸ Sortieren nach ▸ Von Hand wählen</translation>
    </message>
    <message>
        <source>Opening your backups…</source>
        <translation>Sicherungen werden geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>Take a brea&amp;k</source>
        <translation>Eine Pause &amp;machen</translation>
    </message>
    <message>
        <source>Enter passphrase…</source>
        <translation>Passwort eingeben&#xa0;…</translation>
    </message>
    <message>
        <source>Backups go on meanwhile.</source>
        <translation>Gesichert wird unterdessen weiter.</translation>
    </message>
    <message>
        <source>Cairn is locked</source>
        <translation>Cairn ist gesperrt</translation>
    </message>
</context>
<context>
    <name>cairn::gui::MessagePane</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Code: %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::MountsProbe</name>
    <message>
        <source>This system mounts no drives for programs. Open the drive in the file manager.</source>
        <translation>Dieses System hängt keine Laufwerke für Programme ein. Öffnen Sie das Laufwerk in der Dateiverwaltung.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::NotWarnedDialog</name>
    <message>
        <source>Warn again</source>
        <translation>Wieder warnen</translation>
    </message>
    <message>
        <source>Files without a warning</source>
        <translation>Dateien ohne Warnung</translation>
    </message>
    <message>
        <source>If one of these cannot be read, the backup goes on without saying so. Other files are not concerned.</source>
        <translation>Wenn sich eine davon nicht lesen lässt, läuft die Sicherung weiter, ohne es zu melden. Andere Dateien betrifft das nicht.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use this list</source>
        <translation>Diese Liste verwenden</translation>
    </message>
</context>
<context>
    <name>cairn::gui::NoticeTexts</name>
    <message>
        <source>Backup “%1”.</source>
        <translation>Sicherung „%1“.</translation>
    </message>
    <message>
        <source>“%1” is saved for the first time</source>
        <translation>„%1“ ist zum ersten Mal gesichert</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1. From now on only what changes is saved.</source>
        <translation>
            <numerusform>%n Datei, %1. Von nun an wird nur gesichert, was sich ändert.</numerusform>
            <numerusform>%n Dateien, %1. Von nun an wird nur gesichert, was sich ändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is new since then exists on this computer alone.</source>
        <translation>Was seitdem neu ist, gibt es nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>What is new since then is not safe yet.</source>
        <translation>Was seitdem neu ist, ist noch nicht gesichert.</translation>
    </message>
    <message>
        <source>“%1” waits for the drive “%2”</source>
        <translation>„%1“ wartet auf das Laufwerk „%2“</translation>
    </message>
    <message>
        <source>. Connect the drive to save what is new.</source>
        <translation>. Schließen Sie das Laufwerk an, um Neues zu sichern.</translation>
    </message>
    <message numerus="yes">
        <source>While you were away: %n backup(s), all complete</source>
        <translation>
            <numerusform>Während Sie weg waren: %n Sicherung, vollständig</numerusform>
            <numerusform>Während Sie weg waren: %n Sicherungen, alle vollständig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>While you were away: %n backup(s), %1 of them complete</source>
        <translation>
            <numerusform>Während Sie weg waren: %n Sicherung, davon %1 vollständig</numerusform>
            <numerusform>Während Sie weg waren: %n Sicherungen, davon %1 vollständig</numerusform>
        </translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Remind me in a week</source>
        <translation>In einer Woche erinnern</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Its files exist on this computer alone.</source>
        <translation>Ihre Dateien gibt es nur auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::NoticesSection</name>
    <message>
        <source>&amp;Mail to</source>
        <translation>&amp;E-Mail an</translation>
    </message>
    <message>
        <source>ada@example.org</source>
        <comment>an example</comment>
        <translation>ada@example.org</translation>
    </message>
    <message>
        <source>Mail &amp;server</source>
        <translation>Mail&amp;server</translation>
    </message>
    <message>
        <source>tls://mail.example.org:587</source>
        <comment>an example</comment>
        <translation>tls://mail.example.org:587</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>Password of the mail server</source>
        <translation>Kennwort des Mailservers</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Kennwort</translation>
    </message>
    <message>
        <source>Post as &amp;form to</source>
        <translation>Als &amp;Formular senden an</translation>
    </message>
    <message>
        <source>https://example.org/notify</source>
        <comment>an example</comment>
        <translation>https://example.org/notify</translation>
    </message>
    <message>
        <source>Post as &amp;JSON to</source>
        <translation>Als &amp;JSON senden an</translation>
    </message>
    <message>
        <source>https://monitor.example.org/report</source>
        <comment>an example</comment>
        <translation>https://monitor.example.org/report</translation>
    </message>
    <message>
        <source>After every run</source>
        <translation>Nach jedem Lauf</translation>
    </message>
    <message>
        <source>When something is to be remarked</source>
        <translation>Wenn es etwas anzumerken gibt</translation>
    </message>
    <message>
        <source>When a run failed</source>
        <translation>Wenn ein Lauf fehlgeschlagen ist</translation>
    </message>
    <message>
        <source>As set: %1</source>
        <translation>Wie eingestellt: %1</translation>
    </message>
    <message>
        <source>&amp;When</source>
        <translation>&amp;Wann</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Probe senden</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet&#xa0;…</translation>
    </message>
    <message>
        <source>Sent. %1</source>
        <translation>Gesendet. %1</translation>
    </message>
    <message>
        <source>Not sent. %1</source>
        <translation>Nicht gesendet. %1</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Without one, mail goes straight to the servers of the recipients. Many internet connections do not let it through.</source>
        <translation>Ohne einen geht die Mail direkt an die Server der Empfänger. Viele Internetanschlüsse lassen sie nicht durch.</translation>
    </message>
    <message>
        <source>kept; type another to replace it</source>
        <translation>hinterlegt; zum Ersetzen ein anderes eingeben</translation>
    </message>
    <message>
        <source>none is kept</source>
        <translation>keines hinterlegt</translation>
    </message>
</context>
<context>
    <name>cairn::gui::NowTab</name>
    <message>
        <source>Waiting for their turn</source>
        <translation>Warten, bis sie an der Reihe sind</translation>
    </message>
    <message>
        <source>Backups that run or wait appear here.</source>
        <translation>Hier erscheinen Sicherungen, die laufen oder warten.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>Nicht ausführen</translation>
    </message>
    <message>
        <source>Backups that wait for their turn</source>
        <translation>Sicherungen, die warten, bis sie an der Reihe sind</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>Backups are paused %1.</source>
        <translation>Sicherungen machen Pause %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>backup, kind of run</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
</context>
<context>
    <name>cairn::gui::OptionHelp</name>
    <message>
        <source>Leaves out what has one of these attributes.</source>
        <translation>Lässt aus, was eines dieser Attribute hat.</translation>
    </message>
    <message>
        <source>A folder that directly contains something of such a name is left out whole.</source>
        <translation>Ein Ordner, der direkt etwas mit einem solchen Namen enthält, wird ganz ausgelassen.</translation>
    </message>
    <message>
        <source>Leaves out folders that nothing would be saved below.</source>
        <translation>Lässt Ordner aus, in denen nichts zu sichern wäre.</translation>
    </message>
    <message>
        <source>Symbolic links are saved as links (Store), followed (Follow), or left out (Ignore).</source>
        <translation>Symbolische Verknüpfungen werden als solche gesichert (Store), verfolgt (Follow) oder ausgelassen (Ignore).</translation>
    </message>
    <message>
        <source>Of files with several names: saves all names, the first alone, or none.</source>
        <translation>Bei Dateien mit mehreren Namen: sichert alle Namen (All), nur den ersten (First) oder keinen (None).</translation>
    </message>
    <message>
        <source>Saves files although an extended attribute asks backup programs not to.</source>
        <translation>Sichert Dateien, obwohl ein erweitertes Attribut Sicherungsprogramme bittet, das nicht zu tun.</translation>
    </message>
    <message>
        <source>Says nothing about a folder that does not exist. Its files are carried over from the version before either way.</source>
        <translation>Meldet nicht, wenn es einen Ordner nicht gibt. Seine Dateien werden in jedem Fall aus der Version davor übernommen.</translation>
    </message>
    <message>
        <source>Makes no version if a chosen folder does not exist.</source>
        <translation>Legt keine Version an, wenn es einen gewählten Ordner nicht gibt.</translation>
    </message>
    <message>
        <source>Makes no version if a chosen folder is empty, as that of a drive is that is not there.</source>
        <translation>Legt keine Version an, wenn ein gewählter Ordner leer ist, wie der eines Laufwerks, das nicht da ist.</translation>
    </message>
    <message>
        <source>Neither saves nor restores rights, dates and attributes.</source>
        <translation>Rechte, Daten und Attribute werden weder gesichert noch wiederhergestellt.</translation>
    </message>
    <message>
        <source>Reads every file in each run, even if its date and size are those of the last one.</source>
        <translation>Liest bei jedem Lauf jede Datei, auch wenn Datum und Größe dieselben sind wie beim letzten.</translation>
    </message>
    <message>
        <source>Takes a file for unchanged if its date is, whatever its size.</source>
        <translation>Hält eine Datei für unverändert, wenn ihr Datum es ist, egal wie groß sie ist.</translation>
    </message>
    <message>
        <source>Takes the age of versions to the second. Otherwise a version may be a little older, so that a run that starts late does not cost one.</source>
        <translation>Nimmt das Alter von Versionen auf die Sekunde genau. Sonst darf eine Version ein wenig älter sein, damit ein verspäteter Lauf keine kostet.</translation>
    </message>
    <message>
        <source>Makes a version even if nothing has changed.</source>
        <translation>Legt auch dann eine Version an, wenn sich nichts geändert hat.</translation>
    </message>
    <message>
        <source>Allows that the last version is removed.</source>
        <translation>Erlaubt, dass die letzte Version entfernt wird.</translation>
    </message>
    <message>
        <source>Reads and writes at low priority, so that other programs come first.</source>
        <translation>Liest und schreibt mit niedrigem Vorrang, sodass andere Programme zuerst an die Reihe kommen.</translation>
    </message>
    <message>
        <source>The most to send in a second; 0 is no limit.</source>
        <translation>So viel wird in einer Sekunde höchstens gesendet; 0 heißt ohne Grenze.</translation>
    </message>
    <message>
        <source>The most to fetch in a second; 0 is no limit.</source>
        <translation>So viel wird in einer Sekunde höchstens geholt; 0 heißt ohne Grenze.</translation>
    </message>
    <message>
        <source>Ignores the limits of sending and fetching.</source>
        <translation>Beachtet die Grenzen für Senden und Holen nicht.</translation>
    </message>
    <message>
        <source>How many stored files are sent at the same time; 0 is the usual number.</source>
        <translation>Wie viele gespeicherte Dateien zugleich gesendet werden; 0 ist die übliche Zahl.</translation>
    </message>
    <message>
        <source>How many threads compress; 0 suits the computer.</source>
        <translation>Wie viele Threads komprimieren; 0 passt zum Computer.</translation>
    </message>
    <message>
        <source>The most threads to use; 0 suits the computer.</source>
        <translation>So viele Threads werden höchstens benutzt; 0 passt zum Computer.</translation>
    </message>
    <message>
        <source>0 does not compress, 9 is the smallest and slowest. auto follows the speed of the destination.</source>
        <translation>0 komprimiert nicht, 9 ist am kleinsten und langsamsten. auto richtet sich nach der Geschwindigkeit des Ziels.</translation>
    </message>
    <message>
        <source>A list of file name extensions that are not compressed, one a line, instead of the built-in one.</source>
        <translation>Eine Liste von Dateiendungen, die nicht komprimiert werden, eine pro Zeile, statt der eingebauten.</translation>
    </message>
    <message>
        <source>How often a failed transfer is tried again.</source>
        <translation>Wie oft eine gescheiterte Übertragung noch einmal versucht wird.</translation>
    </message>
    <message>
        <source>How long to wait before a transfer is tried again.</source>
        <translation>Wie lange gewartet wird, bevor eine Übertragung noch einmal versucht wird.</translation>
    </message>
    <message>
        <source>Doubles the wait with each failure.</source>
        <translation>Verdoppelt die Wartezeit mit jedem Fehlschlag.</translation>
    </message>
    <message>
        <source>Does not make the folder at the destination if it is missing.</source>
        <translation>Legt den Ordner am Ziel nicht an, wenn er fehlt.</translation>
    </message>
    <message>
        <source>Neither looks at the destination before and after a run nor reads samples back.</source>
        <translation>Sieht weder vor und nach einem Lauf am Ziel nach noch liest es Stichproben zurück.</translation>
    </message>
    <message>
        <source>How many samples are fetched and checked after a run.</source>
        <translation>Wie viele Stichproben nach einem Lauf geholt und geprüft werden.</translation>
    </message>
    <message>
        <source>How many percent of what is stored are fetched and checked after a run.</source>
        <translation>Wie viel Prozent des Gespeicherten nach einem Lauf geholt und geprüft werden.</translation>
    </message>
    <message>
        <source>Reads everything that is stored back at least once in this time, such as 90D: each run takes its share. 0m reads samples alone.</source>
        <translation>Liest alles Gespeicherte mindestens einmal in dieser Zeit zurück, zum Beispiel 90D: Jeder Lauf übernimmt seinen Anteil. 0m liest nur Stichproben.</translation>
    </message>
    <message>
        <source>What is read back and checked whole before it is sent: the first and one in twenty (sample), all, or none.</source>
        <translation>Was vor dem Senden zurückgelesen und ganz geprüft wird: das erste und jedes zwanzigste (sample), alles (all) oder nichts (none).</translation>
    </message>
    <message>
        <source>Does not reclaim space that removed versions took.</source>
        <translation>Gewinnt den Platz entfernter Versionen nicht zurück.</translation>
    </message>
    <message>
        <source>How long to wait at least before space is reclaimed again.</source>
        <translation>Wie lange mindestens gewartet wird, bevor wieder Platz zurückgewonnen wird.</translation>
    </message>
    <message>
        <source>Reclaims space when this many percent of it are unused.</source>
        <translation>Gewinnt Platz zurück, wenn so viel Prozent davon ungenutzt sind.</translation>
    </message>
    <message>
        <source>Stored files up to this size are small; a fifth of their usual size if not given.</source>
        <translation>Gespeicherte Dateien bis zu dieser Größe gelten als klein; ohne Angabe ist es ein Fünftel der üblichen Größe.</translation>
    </message>
    <message>
        <source>Merges small stored files when there are more than this.</source>
        <translation>Legt kleine gespeicherte Dateien zusammen, wenn es mehr als so viele sind.</translation>
    </message>
    <message>
        <source>Makes the local list of versions smaller after a run, if there is something to gain.</source>
        <translation>Verkleinert die lokale Liste der Versionen nach einem Lauf, wenn es etwas zu gewinnen gibt.</translation>
    </message>
    <message>
        <source>How long to wait at least before the list of versions is tidied again.</source>
        <translation>Wie lange mindestens gewartet wird, bevor die Liste der Versionen wieder aufgeräumt wird.</translation>
    </message>
    <message>
        <source>The size that stored files should have. May be changed at any time.</source>
        <translation>Die Größe, die gespeicherte Dateien haben sollen. Lässt sich jederzeit ändern.</translation>
    </message>
    <message>
        <source>auto takes 128 KiB for up to 256 GiB of files, 256 KiB for up to 1 TiB, 1 MiB above. Fixed at the first run.</source>
        <translation>auto nimmt 128 KiB für bis zu 256 GiB an Dateien, 256 KiB für bis zu 1 TiB, darüber 1 MiB. Steht nach dem ersten Lauf fest.</translation>
    </message>
    <message>
        <source>The checksum that names the pieces; fixed at the first run.</source>
        <translation>Die Prüfsumme, nach der die Stücke benannt werden; steht nach dem ersten Lauf fest.</translation>
    </message>
    <message>
        <source>The checksum of whole files and of stored files; fixed at the first run.</source>
        <translation>Die Prüfsumme ganzer und gespeicherter Dateien; steht nach dem ersten Lauf fest.</translation>
    </message>
    <message>
        <source>So that several backups can share a folder. Must not contain a hyphen.</source>
        <translation>Damit mehrere Sicherungen sich einen Ordner teilen können. Darf keinen Bindestrich enthalten.</translation>
    </message>
    <message>
        <source>What is stored so that the list of versions can be rebuilt: everything needed (Full), a part (Lookup), or nothing (None). Without it a rebuild reads all data.</source>
        <translation>Was gespeichert wird, damit sich die Liste der Versionen neu aufbauen lässt: alles Nötige (Full), ein Teil (Lookup) oder nichts (None). Ohne das liest ein Neuaufbau alle Daten.</translation>
    </message>
    <message>
        <source>Reads stored files although they are locked in another way than this backup. Otherwise they are an error, because someone may have slipped them in.</source>
        <translation>Liest gespeicherte Dateien, obwohl sie anders verschlüsselt sind als diese Sicherung. Sonst sind sie ein Fehler, denn jemand könnte sie untergeschoben haben.</translation>
    </message>
    <message>
        <source>Some stored files must fit in there.</source>
        <translation>Einige gespeicherte Dateien müssen hineinpassen.</translation>
    </message>
    <message>
        <source>The log of every run goes there too.</source>
        <translation>Auch dorthin kommt das Protokoll jedes Laufs.</translation>
    </message>
    <message>
        <source>From errors alone to everything that is done.</source>
        <translation>Von nur den Fehlern bis zu allem, was getan wird.</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>an oder aus</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a size such as 50mb</source>
        <translation>eine Größe, zum Beispiel 50mb</translation>
    </message>
    <message>
        <source>a length of time such as 90m or 1D12h</source>
        <translation>eine Dauer, zum Beispiel 90m oder 1D12h</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source>several of %1, with commas between them</source>
        <translation>mehrere von %1, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>ein Pfad</translation>
    </message>
    <message>
        <source>paths with colons between them</source>
        <translation>Pfade, durch Doppelpunkte getrennt</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <comment>kind of value, limits</comment>
        <translation>%1, von %2 bis %3</translation>
    </message>
    <message>
        <source>%1 of at least %2</source>
        <comment>kind of value, limit</comment>
        <translation>%1, mindestens %2</translation>
    </message>
    <message>
        <source>%1 of at most %2</source>
        <comment>kind of value, limit</comment>
        <translation>%1, höchstens %2</translation>
    </message>
    <message>
        <source>%1, or %2</source>
        <comment>kind of value, word</comment>
        <translation>%1, oder %2</translation>
    </message>
    <message>
        <source>How far a check goes: all content (True), lists and what helps a rebuild, that help alone, or no further than checksum and size (False).</source>
        <translation>Wie weit eine Prüfung geht: aller Inhalt (True), Listen und Hilfen für einen Neuaufbau, nur diese Hilfen oder nicht weiter als Prüfsumme und Größe (False).</translation>
    </message>
    <message>
        <source>A run that is due waits until the computer is no longer on battery.</source>
        <translation>Eine fällige Sicherung wartet, bis der Computer nicht mehr im Akkubetrieb ist.</translation>
    </message>
    <message>
        <source>Makes a version without any file although the last one has many. Otherwise that is an error: most often a drive is missing.</source>
        <translation>Legt eine Version ohne Dateien an, obwohl die letzte viele hat. Sonst ist das ein Fehler: Meistens fehlt ein Laufwerk.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::OptionModel</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Üblich</translation>
    </message>
</context>
<context>
    <name>cairn::gui::OptionTitle</name>
    <message>
        <source>Skip files with these attributes</source>
        <translation>Dateien mit diesen Attributen auslassen</translation>
    </message>
    <message>
        <source>Skip folders that hold a file called</source>
        <translation>Ordner auslassen, die eine Datei dieses Namens enthalten</translation>
    </message>
    <message>
        <source>Skip empty folders</source>
        <translation>Leere Ordner auslassen</translation>
    </message>
    <message>
        <source>Symbolic links</source>
        <translation>Symbolische Verknüpfungen</translation>
    </message>
    <message>
        <source>Files with several names</source>
        <translation>Dateien mit mehreren Namen</translation>
    </message>
    <message>
        <source>Save files that are marked “no backup”</source>
        <translation>Auch Dateien sichern, die „nicht sichern“ verlangen</translation>
    </message>
    <message>
        <source>Do not mind a missing folder</source>
        <translation>Fehlende Ordner hinnehmen</translation>
    </message>
    <message>
        <source>Make no version if a folder is missing</source>
        <translation>Keine Version, wenn ein Ordner fehlt</translation>
    </message>
    <message>
        <source>Make no version if a folder is empty</source>
        <translation>Keine Version, wenn ein Ordner leer ist</translation>
    </message>
    <message>
        <source>Leave out rights, dates and attributes</source>
        <translation>Rechte, Daten und Attribute weglassen</translation>
    </message>
    <message>
        <source>Read every file in each run</source>
        <translation>Jede Datei bei jedem Lauf lesen</translation>
    </message>
    <message>
        <source>Tell changed files by their date alone</source>
        <translation>Geänderte Dateien nur am Datum erkennen</translation>
    </message>
    <message>
        <source>Take ages of versions to the second</source>
        <translation>Alter von Versionen auf die Sekunde nehmen</translation>
    </message>
    <message>
        <source>Make a version even if nothing changed</source>
        <translation>Auch ohne Änderungen eine Version anlegen</translation>
    </message>
    <message>
        <source>Allow removing the last version</source>
        <translation>Erlauben, die letzte Version zu entfernen</translation>
    </message>
    <message>
        <source>Let other programs go first at the disk</source>
        <translation>Anderen Programmen am Laufwerk den Vortritt lassen</translation>
    </message>
    <message>
        <source>Fastest sending, each second</source>
        <translation>Höchstens senden, pro Sekunde</translation>
    </message>
    <message>
        <source>Fastest fetching, each second</source>
        <translation>Höchstens holen, pro Sekunde</translation>
    </message>
    <message>
        <source>Ignore these limits</source>
        <translation>Diese Grenzen nicht beachten</translation>
    </message>
    <message>
        <source>Transfers at the same time</source>
        <translation>Übertragungen gleichzeitig</translation>
    </message>
    <message>
        <source>Threads that compress</source>
        <translation>Threads zum Komprimieren</translation>
    </message>
    <message>
        <source>Threads in all</source>
        <translation>Threads insgesamt</translation>
    </message>
    <message>
        <source>How hard to compress</source>
        <translation>Wie stark komprimiert wird</translation>
    </message>
    <message>
        <source>List of kinds of files not to compress</source>
        <translation>Liste der Dateiarten, die nicht komprimiert werden</translation>
    </message>
    <message>
        <source>Tries after a failed transfer</source>
        <translation>Versuche nach einer gescheiterten Übertragung</translation>
    </message>
    <message>
        <source>Wait before trying again</source>
        <translation>Warten bis zum nächsten Versuch</translation>
    </message>
    <message>
        <source>Wait longer after each failure</source>
        <translation>Nach jedem Fehlschlag länger warten</translation>
    </message>
    <message>
        <source>Do not make a missing destination folder</source>
        <translation>Fehlenden Zielordner nicht anlegen</translation>
    </message>
    <message>
        <source>Do not check the destination in runs</source>
        <translation>Das Ziel bei Läufen nicht prüfen</translation>
    </message>
    <message>
        <source>Samples to read back after a run</source>
        <translation>Stichproben, die nach einem Lauf zurückgelesen werden</translation>
    </message>
    <message>
        <source>Share to read back after a run, percent</source>
        <translation>Anteil, der nach einem Lauf zurückgelesen wird, Prozent</translation>
    </message>
    <message>
        <source>Read everything back within</source>
        <translation>Alles zurückgelesen innerhalb von</translation>
    </message>
    <message>
        <source>How thorough these checks are</source>
        <translation>Wie gründlich diese Prüfungen sind</translation>
    </message>
    <message>
        <source>Check new data before it is sent</source>
        <translation>Neue Daten vor dem Senden prüfen</translation>
    </message>
    <message>
        <source>Do not reclaim space by itself</source>
        <translation>Platz nicht von selbst zurückgewinnen</translation>
    </message>
    <message>
        <source>Reclaim space at most every</source>
        <translation>Platz zurückgewinnen höchstens alle</translation>
    </message>
    <message>
        <source>Reclaim space when unused, percent</source>
        <translation>Platz zurückgewinnen, wenn ungenutzt, Prozent</translation>
    </message>
    <message>
        <source>Stored files count as small up to</source>
        <translation>Gespeicherte Dateien gelten als klein bis</translation>
    </message>
    <message>
        <source>Merge small stored files above</source>
        <translation>Kleine gespeicherte Dateien zusammenlegen ab</translation>
    </message>
    <message>
        <source>Tidy the list of versions after a run</source>
        <translation>Liste der Versionen nach einem Lauf aufräumen</translation>
    </message>
    <message>
        <source>Tidy it at most every</source>
        <translation>Höchstens aufräumen alle</translation>
    </message>
    <message>
        <source>Size of stored files</source>
        <translation>Größe der gespeicherten Dateien</translation>
    </message>
    <message>
        <source>Size of the pieces files are cut into</source>
        <translation>Größe der Stücke, in die Dateien geteilt werden</translation>
    </message>
    <message>
        <source>Checksum of these pieces</source>
        <translation>Prüfsumme dieser Stücke</translation>
    </message>
    <message>
        <source>Checksum of whole files</source>
        <translation>Prüfsumme ganzer Dateien</translation>
    </message>
    <message>
        <source>Names of stored files begin with</source>
        <translation>Namen gespeicherter Dateien beginnen mit</translation>
    </message>
    <message>
        <source>Help for a rebuild at the destination</source>
        <translation>Hilfe am Ziel für einen Neuaufbau</translation>
    </message>
    <message>
        <source>Use stored files that are locked otherwise</source>
        <translation>Anders verschlüsselte gespeicherte Dateien benutzen</translation>
    </message>
    <message>
        <source>Folder for temporary files</source>
        <translation>Ordner für Zwischendateien</translation>
    </message>
    <message>
        <source>Write a log to this file</source>
        <translation>Protokoll in diese Datei schreiben</translation>
    </message>
    <message>
        <source>How much goes into that log</source>
        <translation>Wie viel in dieses Protokoll kommt</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Wait while on battery</source>
        <translation>Im Akkubetrieb warten</translation>
    </message>
    <message>
        <source>Save that all files are gone</source>
        <translation>Sichern, dass alle Dateien weg sind</translation>
    </message>
</context>
<context>
    <name>cairn::gui::OverviewPage</name>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>New drive</source>
        <translation>Neues Laufwerk</translation>
    </message>
    <message>
        <source>Start “%1” on this drive, “%2”?</source>
        <translation>„%1“ auf diesem Laufwerk, „%2“, beginnen?</translation>
    </message>
    <message>
        <source>If this very backup is on it, it goes on there. Otherwise it begins anew, and its present versions stay on the old drive alone.</source>
        <translation>Wenn genau diese Sicherung darauf ist, geht sie dort weiter. Sonst beginnt sie von vorn, und ihre jetzigen Versionen bleiben nur auf dem alten Laufwerk.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>Hier beginnen</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>Jetzt nicht möglich</translation>
    </message>
</context>
<context>
    <name>cairn::gui::PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Use this passphrase</source>
        <translation>Dieses Passwort verwenden</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>Passwort von %1</translation>
    </message>
    <message>
        <source>Enter the passphrase of “%1”</source>
        <translation>Geben Sie das Passwort von „%1“ ein</translation>
    </message>
    <message>
        <source>It is tried on the newest version and kept on this computer. It stands on the recovery sheet.</source>
        <translation>Es wird an der neuesten Version ausprobiert und auf diesem Computer aufbewahrt. Es steht auf dem Notfallblatt.</translation>
    </message>
    <message>
        <source>Type the passphrase first</source>
        <translation>Geben Sie erst das Passwort ein</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>Wird ausprobiert&#xa0;…</translation>
    </message>
</context>
<context>
    <name>cairn::gui::PreferencesDialog</name>
    <message>
        <source>&amp;Start when I log in, in the tray</source>
        <translation>Beim An&amp;melden starten, im Infobereich</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Reduce &amp;motion</source>
        <translation>Weniger &amp;Bewegung</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Textgröße</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Shows when Cairn is started again.</source>
        <translation>Zeigt sich beim nächsten Start von Cairn.</translation>
    </message>
    <message>
        <source>Asking where passphrases are kept…</source>
        <translation>Es wird gefragt, wo Passwörter aufbewahrt werden&#xa0;…</translation>
    </message>
    <message>
        <source>Passphrases are kept in the key store of this desktop.</source>
        <translation>Passwörter werden im Schlüsselbund dieses Desktops aufbewahrt.</translation>
    </message>
    <message>
        <source>It opens when you log in. Other people at this computer cannot read it.</source>
        <translation>Er öffnet sich, wenn Sie sich anmelden. Andere Personen an diesem Computer können ihn nicht lesen.</translation>
    </message>
    <message>
        <source>The key store of this desktop is locked.</source>
        <translation>Der Schlüsselbund dieses Desktops ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it, so that backups find their passphrases. New ones are not kept anywhere else meanwhile.</source>
        <translation>Entsperren Sie ihn, damit Sicherungen ihre Passwörter finden. Neue werden so lange auch nirgends sonst aufbewahrt.</translation>
    </message>
    <message>
        <source>Passphrases are kept in a sealed file: there is no key store here.</source>
        <translation>Passwörter werden in einer versiegelten Datei aufbewahrt: Hier gibt es keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>Its key lies in another folder of yours, and neither is part of a backup. That protects copied settings, not your account.</source>
        <translation>Ihr Schlüssel liegt in einem anderen Ihrer Ordner, und beides wird nicht mitgesichert. Das schützt kopierte Einstellungen, nicht Ihr Benutzerkonto.</translation>
    </message>
    <message>
        <source>Encrypted backups that anyone can leave: it reads and writes Duplicati&apos;s storage format. Free software under the MIT licence.</source>
        <translation>Verschlüsselte Sicherungen, die niemanden festhalten: Cairn liest und schreibt das Format von Duplicati. Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Cairn %1</source>
        <translation>Cairn %1</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>A backup that goes well is not told of. What is told, is told once a day at most.</source>
        <translation>Von einer Sicherung, die gut läuft, ist keine Rede. Was gesagt wird, wird höchstens einmal am Tag gesagt.</translation>
    </message>
    <message>
        <source>A &amp;problem needs you</source>
        <translation>Ein &amp;Problem braucht Sie</translation>
    </message>
    <message>
        <source>Nothing was saved for &amp;long</source>
        <translation>&amp;Lange wurde nichts gesichert</translation>
    </message>
    <message>
        <source>A &amp;drive was not connected for a week</source>
        <translation>Ein Lauf&amp;werk war eine Woche nicht angeschlossen</translation>
    </message>
    <message>
        <source>A backup is saved for the &amp;first time</source>
        <translation>Eine Sicherung ist zum &amp;ersten Mal gelaufen</translation>
    </message>
    <message>
        <source>What went on while you were &amp;away</source>
        <translation>Was geschah, &amp;während Sie weg waren</translation>
    </message>
    <message>
        <source>Mail and messages to the web are set up with each backup, under Edit, Notices.</source>
        <translation>E-Mail und Nachrichten ins Netz werden bei jeder Sicherung eingerichtet, unter Bearbeiten, Hinweise.</translation>
    </message>
    <message>
        <source>1 GB = 1000 MB</source>
        <translation>1 GB = 1000 MB</translation>
    </message>
    <message>
        <source>1 GiB = 1024 MiB</source>
        <translation>1 GiB = 1024 MiB</translation>
    </message>
    <message>
        <source>S&amp;izes</source>
        <translation>&amp;Größen</translation>
    </message>
    <message>
        <source>On &amp;battery, only with at least</source>
        <translation>Im &amp;Akkubetrieb nur mit mindestens</translation>
    </message>
    <message>
        <source>Power and network</source>
        <translation>Strom und Netz</translation>
    </message>
    <message>
        <source>For runs that begin by themselves, of every backup. The schedule of a backup can ask for more.</source>
        <translation>Für Läufe, die von selbst beginnen, bei jeder Sicherung. Der Zeitplan einer Sicherung kann mehr verlangen.</translation>
    </message>
    <message>
        <source>Least charge for a backup on battery</source>
        <translation>Mindestladung für eine Sicherung im Akkubetrieb</translation>
    </message>
    <message>
        <source>Not on a &amp;network that charges for what is sent</source>
        <translation>&amp;Nicht in einem Netz, das fürs Senden Gebühren kostet</translation>
    </message>
    <message>
        <source>Ask for a passphrase</source>
        <translation>Nach einem Passwort fragen</translation>
    </message>
    <message>
        <source>To &amp;open this window</source>
        <translation>Beim Ö&amp;ffnen dieses Fensters</translation>
    </message>
    <message>
        <source>Any passphrase of your backups opens it, until the window is hidden. That keeps out who sits down at your desktop, not who can read the files of your account.</source>
        <translation>Jedes Passwort Ihrer Sicherungen gilt, bis das Fenster verborgen wird. Das hält ab, wer sich an Ihren Schreibtisch setzt, nicht wer die Dateien Ihres Kontos lesen kann.</translation>
    </message>
    <message>
        <source>There is no backup with a passphrase yet</source>
        <translation>Noch hat keine Sicherung ein Passwort</translation>
    </message>
    <message>
        <source>To look at saved &amp;files</source>
        <translation>Beim Ansehen gesicherter &amp;Dateien</translation>
    </message>
</context>
<context>
    <name>cairn::gui::PreviewPane</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What the file held</source>
        <translation>Inhalt der Datei</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Fetching %1…</source>
        <translation>%1 wird geholt&#xa0;…</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>Not fetched: it was stopped.</source>
        <translation>Nicht geholt: Es wurde angehalten.</translation>
    </message>
    <message>
        <source>Only the beginning is shown.</source>
        <translation>Nur der Anfang wird gezeigt.</translation>
    </message>
    <message>
        <source>Show preview</source>
        <translation>Vorschau zeigen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::PreviewWindow</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ProblemModel</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ProblemsTab</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>The last one ended on %1.</source>
        <translation>Das letzte endete am %1.</translation>
    </message>
    <message>
        <source>Nothing has gone wrong so far.</source>
        <translation>Bisher ist nichts schiefgegangen.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ProtectPage</name>
    <message>
        <source>Use this one</source>
        <translation>Dieses verwenden</translation>
    </message>
    <message>
        <source>Choose my own</source>
        <translation>Ein eigenes wählen</translation>
    </message>
    <message>
        <source>Do not lock: whoever has the copies can read them</source>
        <translation>Nicht verschlüsseln: Wer die Kopien hat, kann sie lesen</translation>
    </message>
    <message>
        <source>Own passphrase</source>
        <translation>Eigenes Passwort</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dasselbe</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Ich habe es aufgeschrieben</translation>
    </message>
    <message>
        <source>Use it although it is easy to guess</source>
        <translation>Trotzdem verwenden, obwohl es leicht zu erraten ist</translation>
    </message>
    <message>
        <source>Generated passphrase, 6 words</source>
        <translation>Erzeugtes Passwort, 6 Wörter</translation>
    </message>
    <message>
        <source>Smart: daily, then weekly, then monthly</source>
        <translation>Gestaffelt: täglich, dann seltener</translation>
    </message>
    <message>
        <source>Everything, for ever</source>
        <translation>Alles, für immer</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save recovery sheet…</source>
        <translation>Notfallblatt speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken&#xa0;…</translation>
    </message>
    <message>
        <source>Without it nobody can read the copies, not even you on a new computer. This computer keeps it for its own runs.</source>
        <translation>Ohne das Passwort kann niemand die Kopien lesen, auch Sie selbst nicht an einem neuen Computer. Dieser Computer merkt es sich für seine Läufe.</translation>
    </message>
    <message>
        <source>&amp;Name of the backup</source>
        <translation>&amp;Name der Sicherung</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Aufbewahren</translation>
    </message>
    <message>
        <source>Strength: %1</source>
        <translation>Stärke: %1</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Die beiden sind noch nicht gleich.</translation>
    </message>
    <message>
        <source>It begins or ends with a space, which is easily overlooked.</source>
        <translation>Es beginnt oder endet mit einem Leerzeichen, das leicht übersehen wird.</translation>
    </message>
    <message>
        <source>Lock the backup with a passphrase, and say when it runs</source>
        <translation>Mit welchem Passwort wird verschlüsselt, und wann läuft die Sicherung?</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>Montag bis Freitag</translation>
    </message>
    <message>
        <source>once a week</source>
        <translation>einmal pro Woche</translation>
    </message>
    <message>
        <source>every hour</source>
        <translation>jede Stunde</translation>
    </message>
    <message>
        <source>only by hand</source>
        <translation>nur von Hand</translation>
    </message>
    <message>
        <source>Time of day of the runs</source>
        <translation>Uhrzeit der Läufe</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Läuft</translation>
    </message>
    <message>
        <source>Missed runs start two minutes after the computer is awake.</source>
        <translation>Verpasste Läufe beginnen zwei Minuten, nachdem der Computer wach ist.</translation>
    </message>
    <message>
        <source>Start Cairn when I log in, in the tray</source>
        <translation>Cairn beim Anmelden starten, im Infobereich</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Stärke des Kennwortsatzes</translation>
    </message>
    <message>
        <source>The first backup of %1 would take about a minute.</source>
        <translation>Die erste Sicherung von %1 würde etwa eine Minute dauern.</translation>
    </message>
    <message numerus="yes">
        <source>The first backup of %1 would take about %n minute(s).</source>
        <translation>
            <numerusform>Die erste Sicherung von %1 würde etwa %n Minute dauern.</numerusform>
            <numerusform>Die erste Sicherung von %1 würde etwa %n Minuten dauern.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first backup of %1 would take about %n hour(s).</source>
        <translation>
            <numerusform>Die erste Sicherung von %1 würde etwa %n Stunde dauern.</numerusform>
            <numerusform>Die erste Sicherung von %1 würde etwa %n Stunden dauern.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lock the copy with a passphrase</source>
        <translation>Die Kopie mit einem Kennwortsatz verschließen</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>Folders, rules, schedule and which versions stay are as in “%1”.</source>
        <translation>Ordner, Regeln, Zeitplan und welche Versionen bleiben sind wie bei „%1“.</translation>
    </message>
    <message>
        <source>Its passwords, such as that of the mail server, are not copied: type them under “Edit…” afterwards.</source>
        <translation>Ihre Kennwörter, etwa das des Mailservers, werden nicht kopiert: Geben Sie sie danach unter „Bearbeiten&#xa0;…“ ein.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RecoverySheet</name>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>Keep this page away from the computer. Whoever has it can read the backup; without it nobody can.</source>
        <translation>Bewahren Sie dieses Blatt nicht beim Computer auf. Wer es hat, kann die Sicherung lesen; ohne es kann das niemand.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Stored at</source>
        <translation>Gespeichert auf</translation>
    </message>
    <message>
        <source>%1, folder %2</source>
        <translation>%1, Ordner %2</translation>
    </message>
    <message>
        <source>Written on</source>
        <translation>Geschrieben am</translation>
    </message>
    <message>
        <source>This backup is not locked.</source>
        <translation>Diese Sicherung ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>How to get the files back</source>
        <translation>So bekommen Sie die Dateien zurück</translation>
    </message>
    <message>
        <source>Install Cairn on any computer and connect the place where the backup is stored.</source>
        <translation>Installieren Sie Cairn auf irgendeinem Computer und schließen Sie an, worauf die Sicherung gespeichert ist.</translation>
    </message>
    <message>
        <source>Choose “Get files back from an existing backup”.</source>
        <translation>Wählen Sie „Dateien aus einer vorhandenen Sicherung zurückholen“.</translation>
    </message>
    <message>
        <source>Show Cairn the folder and type the passphrase.</source>
        <translation>Zeigen Sie Cairn den Ordner und geben Sie das Passwort ein.</translation>
    </message>
    <message>
        <source>Duplicati 2 can read the backup too.</source>
        <translation>Auch Duplicati 2 kann die Sicherung lesen.</translation>
    </message>
    <message>
        <source>Recovery sheet of %1</source>
        <translation>Notfallblatt für %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Remedy</name>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Restore files…</source>
        <translation>Dateien wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Enter passphrase…</source>
        <translation>Passwort eingeben&#xa0;…</translation>
    </message>
    <message>
        <source>Repair now</source>
        <translation>Jetzt reparieren</translation>
    </message>
    <message>
        <source>Rebuild the list</source>
        <translation>Liste neu aufbauen</translation>
    </message>
    <message>
        <source>Close them off</source>
        <translation>Unzugänglich machen</translation>
    </message>
    <message>
        <source>Edit the backup…</source>
        <translation>Sicherung bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Skip from now on…</source>
        <translation>Ab jetzt auslassen&#xa0;…</translation>
    </message>
    <message>
        <source>Skip this kind of file (%1)…</source>
        <translation>Diese Dateiart (%1) auslassen&#xa0;…</translation>
    </message>
    <message>
        <source>Do not warn again</source>
        <translation>Nicht mehr warnen</translation>
    </message>
    <message>
        <source>Choose where it is now…</source>
        <translation>Neuen Ort wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Remove it from the backup</source>
        <translation>Aus der Sicherung entfernen</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>Jetzt nicht möglich</translation>
    </message>
    <message>
        <source>Where is it now?</source>
        <translation>Wo ist es jetzt?</translation>
    </message>
    <message>
        <source>The clock is right</source>
        <translation>Die Uhr geht richtig</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren&#xa0;…</translation>
    </message>
    <message>
        <source>What would free space?</source>
        <translation>Was würde Platz schaffen?</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Other destination…</source>
        <translation>Anderes Ziel&#xa0;…</translation>
    </message>
    <message>
        <source>Choose the right folder…</source>
        <translation>Richtigen Ordner wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Test…</source>
        <translation>Testen&#xa0;…</translation>
    </message>
    <message>
        <source>Use that backup…</source>
        <translation>Diese Sicherung verwenden&#xa0;…</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Trotzdem sichern</translation>
    </message>
    <message>
        <source>Where may temporary files go?</source>
        <translation>Wohin dürfen vorübergehende Dateien?</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RemoveDialog</name>
    <message>
        <source>Keep what is stored</source>
        <translation>Das Gespeicherte behalten</translation>
    </message>
    <message>
        <source>Remove what is stored too</source>
        <translation>Auch das Gespeicherte entfernen</translation>
    </message>
    <message>
        <source>To confirm, type the name of the backup:</source>
        <translation>Geben Sie zur Bestätigung den Namen der Sicherung ein:</translation>
    </message>
    <message>
        <source>Delete backup</source>
        <translation>Sicherung löschen</translation>
    </message>
    <message>
        <source>Delete the backup “%1”?</source>
        <translation>Die Sicherung „%1“ löschen?</translation>
    </message>
    <message>
        <source>Cairn forgets how to run it. Its versions stay at the destination and can be restored with the passphrase.</source>
        <translation>Cairn vergisst, wie sie ausgeführt wird. Ihre Versionen bleiben am Ziel und lassen sich mit dem Passwort wiederherstellen.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) at the destination, %1. Other files there stay.</source>
        <translation>
            <numerusform>%n Datei am Ziel, %1. Andere Dateien dort bleiben.</numerusform>
            <numerusform>%n Dateien am Ziel, %1. Andere Dateien dort bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is stored of this backup</source>
        <translation>Von dieser Sicherung ist nichts gespeichert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete backup and versions</source>
        <translation>Sicherung und Versionen löschen</translation>
    </message>
    <message>
        <source>Type the name of the backup first</source>
        <translation>Geben Sie erst den Namen der Sicherung ein</translation>
    </message>
    <message numerus="yes">
        <source>Lost for good: %n version(s).</source>
        <translation>
            <numerusform>Endgültig verloren: %n Version.</numerusform>
            <numerusform>Endgültig verloren: %n Versionen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::gui::ReportHost</name>
    <message>
        <source>Give its whole path, which begins with “/”.</source>
        <translation>Den ganzen Pfad angeben; er beginnt mit „/“.</translation>
    </message>
    <message>
        <source>It has not ended in the time that is set. It still runs, and a backup would not wait for it any longer.</source>
        <translation>Es ist in der eingestellten Zeit nicht fertig geworden. Es läuft noch, und eine Sicherung würde nicht länger darauf warten.</translation>
    </message>
    <message>
        <source>It ended with %1.</source>
        <comment>the exit code of a program</comment>
        <translation>Es endete mit %1.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RestoreDialog</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>is there already</source>
        <translation>ist schon da</translation>
    </message>
    <message>
        <source>cannot be restored there</source>
        <translation>lässt sich dort nicht wiederherstellen</translation>
    </message>
    <message>
        <source>replaces what is there</source>
        <translation>ersetzt, was da ist</translation>
    </message>
    <message>
        <source>left alone: another one is there</source>
        <translation>bleibt, wie es ist: eine andere ist da</translation>
    </message>
    <message>
        <source>beside the one that is there</source>
        <translation>neben die, die da ist</translation>
    </message>
    <message numerus="yes">
        <source>%n new file(s)</source>
        <translation>
            <numerusform>%n neue Datei</numerusform>
            <numerusform>%n neue Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) already there, different</source>
        <translation>
            <numerusform>%n Datei ist schon da, aber anders</numerusform>
            <numerusform>%n Dateien sind schon da, aber anders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) already there, alike</source>
        <translation>
            <numerusform>%n Datei ist schon genauso da</numerusform>
            <numerusform>%n Dateien sind schon genauso da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) without a place there</source>
        <translation>
            <numerusform>%n Datei ohne Platz dort</numerusform>
            <numerusform>%n Dateien ohne Platz dort</numerusform>
        </translation>
    </message>
    <message>
        <source>No file would be written.</source>
        <translation>Es würde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Where they were</source>
        <translation>Dorthin, wo sie waren</translation>
    </message>
    <message>
        <source>Another folder</source>
        <translation>In einen anderen Ordner</translation>
    </message>
    <message>
        <source>Folder to restore to</source>
        <translation>Ordner, in den wiederhergestellt wird</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose a folder to restore to</source>
        <translation>Ordner wählen, in den wiederhergestellt wird</translation>
    </message>
    <message>
        <source>What was in %1 goes to</source>
        <translation>Was in %1 war, kommt nach</translation>
    </message>
    <message>
        <source>If a file is already there</source>
        <translation>Wenn eine Datei schon da ist</translation>
    </message>
    <message>
        <source>Keep both: the restored one gets its date in its name</source>
        <translation>Beide behalten: Die wiederhergestellte bekommt ihr Datum in den Namen</translation>
    </message>
    <message numerus="yes">
        <source>Replace it: the present file is kept for %n day(s), in case you undo this</source>
        <translation>
            <numerusform>Ersetzen: Die jetzige Datei wird %n Tag aufbewahrt, falls Sie es rückgängig machen</numerusform>
            <numerusform>Ersetzen: Die jetzige Datei wird %n Tage aufbewahrt, falls Sie es rückgängig machen</numerusform>
        </translation>
    </message>
    <message>
        <source>Only restore what is missing</source>
        <translation>Nur wiederherstellen, was fehlt</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datumsangaben</translation>
    </message>
    <message>
        <source>Owner and permissions</source>
        <translation>Eigentümer und Zugriffsrechte</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>Liste zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the restore</source>
        <translation>Fortschritt der Wiederherstellung</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten&#xa0;…</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wird wiederhergestellt&#xa0;…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose a folder: its whole path begins with a slash.</source>
        <translation>Wählen Sie einen Ordner: Sein ganzer Pfad beginnt mit einem Schrägstrich.</translation>
    </message>
    <message>
        <source>Looking at what is there…</source>
        <translation>Es wird nachgesehen, was da ist&#xa0;…</translation>
    </message>
    <message>
        <source>This program may not write there.</source>
        <translation>Dieses Programm darf dort nicht schreiben.</translation>
    </message>
    <message>
        <source>There is not enough room: %1 are needed.</source>
        <translation>Der Platz reicht nicht: %1 werden gebraucht.</translation>
    </message>
    <message>
        <source>Replaced files cannot be undone here.</source>
        <translation>Ersetzte Dateien lassen sich hier nicht zurückholen.</translation>
    </message>
    <message>
        <source>This restore cannot be undone.</source>
        <translation>Diese Wiederherstellung lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>%1 free there</source>
        <translation>dort sind %1 frei</translation>
    </message>
    <message>
        <source>What would be restored</source>
        <translation>Was wiederhergestellt würde</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message numerus="yes">
        <source>Not listed: %n more file(s)</source>
        <translation>
            <numerusform>Nicht aufgeführt: %n weitere Datei</numerusform>
            <numerusform>Nicht aufgeführt: %n weitere Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Hide this window; the restore goes on</source>
        <translation>Dieses Fenster verbergen; die Wiederherstellung geht weiter</translation>
    </message>
    <message>
        <source>The restore goes on, and is shown at the foot of the window.</source>
        <translation>Die Wiederherstellung geht weiter und steht unten im Fenster.</translation>
    </message>
    <message>
        <source>Another restore goes on: this one can begin when that has ended.</source>
        <translation>Eine andere Wiederherstellung läuft: Diese kann beginnen, wenn jene zu Ende ist.</translation>
    </message>
    <message>
        <source>%1 free · can write there</source>
        <translation>%1 frei · Schreiben geht</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RestoreEndPane</name>
    <message>
        <source>Undo restore</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What was not restored, by cause</source>
        <translation>Was nicht wiederhergestellt wurde, nach Ursache</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy what was not restored, and why</source>
        <translation>Kopieren, was nicht wiederhergestellt wurde und warum</translation>
    </message>
    <message>
        <source>Restored and checked</source>
        <translation>Wiederhergestellt und geprüft</translation>
    </message>
    <message>
        <source>The restore was stopped</source>
        <translation>Die Wiederherstellung wurde angehalten</translation>
    </message>
    <message>
        <source>Not everything could be restored</source>
        <translation>Nicht alles ließ sich wiederherstellen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n Datei: %1</numerusform>
            <numerusform>%n Dateien: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The restore is undone</source>
        <translation>Die Wiederherstellung ist rückgängig gemacht</translation>
    </message>
    <message>
        <source>The restore is undone as far as possible</source>
        <translation>Die Wiederherstellung ist rückgängig gemacht, soweit es ging</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RestoreHost</name>
    <message numerus="yes">
        <source>%n file(s) restored and checked.</source>
        <translation>
            <numerusform>%n Datei wiederhergestellt und geprüft.</numerusform>
            <numerusform>%n Dateien wiederhergestellt und geprüft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There already: %n.</source>
        <translation>
            <numerusform>Schon da: %n.</numerusform>
            <numerusform>Schon da: %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of what was chosen is not in this version. Choose the version that has it.</source>
        <translation>
            <numerusform>%n der gewählten Dateien ist nicht in dieser Version. Wählen Sie die Version, die sie hat.</numerusform>
            <numerusform>%n der gewählten Dateien sind nicht in dieser Version. Wählen Sie die Version, die sie hat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now in the trash: %n new file(s).</source>
        <translation>
            <numerusform>Jetzt im Papierkorb: %n neue Datei.</numerusform>
            <numerusform>Jetzt im Papierkorb: %n neue Dateien.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Back in its place: %n replaced file(s).</source>
        <translation>
            <numerusform>Wieder an ihrem Platz: %n ersetzte Datei.</numerusform>
            <numerusform>Wieder an ihrem Platz: %n ersetzte Dateien.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed since, and left as it is: %n file(s).</source>
        <translation>
            <numerusform>Seitdem geändert und deshalb belassen: %n Datei.</numerusform>
            <numerusform>Seitdem geändert und deshalb belassen: %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>There was nothing to undo.</source>
        <translation>Es gab nichts rückgängig zu machen.</translation>
    </message>
    <message numerus="yes">
        <source>Could not be moved, and left as it is: %n file(s).</source>
        <translation>
            <numerusform>Konnte nicht bewegt werden und bleibt, wie sie ist: %n Datei.</numerusform>
            <numerusform>Konnten nicht bewegt werden und bleiben, wie sie sind: %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>The drive “%1” is not connected. The versions on it are safe. Connect it, and try again.</source>
        <translation>Das Laufwerk „%1“ ist nicht angeschlossen. Die Versionen darauf sind sicher. Schließen Sie es an und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RestorePage</name>
    <message>
        <source>Show deleted files</source>
        <translation>Gelöschte zeigen</translation>
    </message>
    <message>
        <source>Restore to…</source>
        <translation>Woandershin&#xa0;…</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>as it was on</source>
        <translation>im Stand von</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Select files of one backup at a time.</source>
        <translation>Wählen Sie nur Dateien aus einer Sicherung zugleich.</translation>
    </message>
    <message>
        <source>Select what you want back.</source>
        <translation>Wählen Sie aus, was Sie zurückhaben möchten.</translation>
    </message>
    <message numerus="yes">
        <source>Restore %n item(s) as of %1</source>
        <translation>
            <numerusform>%n Objekt wiederherstellen, Stand %1</numerusform>
            <numerusform>%n Objekte wiederherstellen, Stand %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n item(s), each from the last version that has it</source>
        <translation>
            <numerusform>%n Objekt wiederherstellen, aus der letzten Version, die es hat</numerusform>
            <numerusform>%n Objekte wiederherstellen, jedes aus der letzten Version, die es hat</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>Kopie öffnen</translation>
    </message>
    <message>
        <source>Compare content with the disk</source>
        <translation>Inhalt mit der Festplatte vergleichen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy path of the first</source>
        <translation>Pfad der ersten Datei kopieren</translation>
    </message>
    <message>
        <source>Preview in a window</source>
        <translation>Vorschau in einem Fenster</translation>
    </message>
    <message>
        <source>Show in all versions</source>
        <translation>In allen Versionen zeigen</translation>
    </message>
    <message>
        <source>Read them now</source>
        <translation>Jetzt lesen</translation>
    </message>
    <message>
        <source>More lies in this folder than is listed: the rest could not be read.</source>
        <translation>In diesem Ordner liegt mehr, als hier steht: Der Rest ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>No versions yet</source>
        <translation>Noch keine Versionen</translation>
    </message>
    <message>
        <source>The first one appears when the first backup has run.</source>
        <translation>Die erste erscheint, wenn die erste Sicherung gelaufen ist.</translation>
    </message>
    <message>
        <source>The versions could not be read</source>
        <translation>Die Versionen ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>The older versions have yet to be read from the destination.</source>
        <translation>Die älteren Versionen müssen erst noch vom Ziel gelesen werden.</translation>
    </message>
    <message>
        <source>Older versions are still loading (%1 of %2 lists)</source>
        <translation>Ältere Versionen werden noch geladen (%1 von %2 Listen)</translation>
    </message>
    <message>
        <source>Older versions are still loading</source>
        <translation>Ältere Versionen werden noch geladen</translation>
    </message>
    <message>
        <source>This folder could not be read</source>
        <translation>Dieser Ordner ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>This folder was empty: %1</source>
        <translation>Dieser Ordner war leer: %1</translation>
    </message>
    <message>
        <source>Nothing was deleted from it.</source>
        <translation>Aus ihm wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>Another version may have something in it.</source>
        <translation>In einer anderen Version kann etwas darin sein.</translation>
    </message>
    <message>
        <source>Nothing ticked yet. Tick what you want back, or select it.</source>
        <translation>Noch nichts gewählt: Ankreuzen oder auswählen, was zurück soll.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RestoreStrip</name>
    <message>
        <source>Looking at what is there…</source>
        <translation>Es wird nachgesehen, was da ist&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n file(s)</source>
        <translation>
            <numerusform>%1 von %n Datei</numerusform>
            <numerusform>%1 von %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Progress of the restore</source>
        <translation>Fortschritt der Wiederherstellung</translation>
    </message>
    <message>
        <source>Stop the restore</source>
        <translation>Die Wiederherstellung anhalten</translation>
    </message>
    <message>
        <source>Files that are there by then are whole.</source>
        <translation>Dateien, die bis dahin da sind, sind vollständig.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the restore</source>
        <translation>Die Wiederherstellung zeigen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RestoresTab</name>
    <message>
        <source>Undo restore</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Restores</source>
        <translation>Wiederherstellungen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>New files</source>
        <translation>Neue Dateien</translation>
    </message>
    <message>
        <source>Replaced files</source>
        <translation>Ersetzte Dateien</translation>
    </message>
    <message numerus="yes">
        <source>A restore can be undone here for %n day(s).</source>
        <translation>
            <numerusform>Eine Wiederherstellung lässt sich hier %n Tag lang rückgängig machen.</numerusform>
            <numerusform>Eine Wiederherstellung lässt sich hier %n Tage lang rückgängig machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nichts rückgängig zu machen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RoomText</name>
    <message>
        <source>%1 are to be saved, and %2 are free where the copies go. What is stored is often smaller than the files; if it is not, they do not all fit.</source>
        <translation>%1 sollen gesichert werden, und %2 sind dort frei, wo die Kopien hinkommen. Gespeichert braucht es oft weniger Platz; sonst passt nicht alles.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RulesDialog</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>No rules of your own.</source>
        <translation>Keine eigenen Regeln.</translation>
    </message>
    <message>
        <source>Use these rules</source>
        <translation>Diese Regeln verwenden</translation>
    </message>
    <message>
        <source>My rules</source>
        <translation>Meine Regeln</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>The whole path of a file or folder</source>
        <translation>Der ganze Pfad einer Datei oder eines Ordners</translation>
    </message>
    <message>
        <source>&amp;Would this be saved?</source>
        <translation>&amp;Würde dies gesichert?</translation>
    </message>
    <message>
        <source>The first rule that matches decides. * stands for any characters, ? for one; a folder ends with /. Rules are asked before the kinds of files that are skipped.</source>
        <translation>Die erste Regel, die passt, entscheidet. * steht für beliebige Zeichen, ? für eines; ein Ordner endet mit /. Die Regeln kommen vor den Dateiarten an die Reihe, die ausgelassen werden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type the whole path, beginning with “/”.</source>
        <translation>Geben Sie den ganzen Pfad ein, beginnend mit „/“.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RulesModel</name>
    <message>
        <source>Rule %1 has no pattern yet.</source>
        <translation>Regel %1 hat noch kein Muster.</translation>
    </message>
    <message>
        <source>Rule %1 cannot be used: %2</source>
        <translation>Regel %1 ist unbrauchbar: %2</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>unbrauchbar</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Matches now</source>
        <translation>Passt jetzt auf</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Mitsichern</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <translation>Temporäre Dateien</translation>
    </message>
    <message>
        <source>Installers in Downloads</source>
        <translation>Installationsdateien in Downloads</translation>
    </message>
    <message>
        <source>Virtual machine disks</source>
        <translation>Festplatten virtueller Maschinen</translation>
    </message>
    <message>
        <source>No: it is in none of the folders to save.</source>
        <translation>Nein: Es liegt in keinem der zu sichernden Ordner.</translation>
    </message>
    <message>
        <source>%1: rule %2, include %3.</source>
        <comment>Yes, number, pattern</comment>
        <translation>%1: Regel %2, mitsichern %3.</translation>
    </message>
    <message>
        <source>%1: rule %2, skip %3.</source>
        <comment>No, number, pattern</comment>
        <translation>%1: Regel %2, auslassen %3.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>No: the folder %1 is not ticked.</source>
        <translation>Nein: Der Ordner %1 ist nicht ausgewählt.</translation>
    </message>
    <message>
        <source>No: skipped by “%1”.</source>
        <translation>Nein: ausgelassen wegen „%1“.</translation>
    </message>
    <message>
        <source>Yes: no rule skips it.</source>
        <translation>Ja: Keine Regel lässt es aus.</translation>
    </message>
    <message>
        <source>No: %1.</source>
        <translation>Nein: %1.</translation>
    </message>
    <message>
        <source>%1 Nothing of this name is there now.</source>
        <translation>%1 Etwas mit diesem Namen gibt es gerade nicht.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RunDetails</name>
    <message>
        <source>Largest additions</source>
        <translation>Größte neue Dateien</translation>
    </message>
    <message>
        <source>What the log shows</source>
        <translation>Was das Protokoll zeigt</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Remarks and errors</source>
        <translation>Hinweise und Fehler</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>The log of this run is empty.</source>
        <translation>Das Protokoll dieses Laufs ist leer.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Save the log…</source>
        <translation>Protokoll speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Copy for a report</source>
        <translation>Für einen Bericht kopieren</translation>
    </message>
    <message>
        <source>Without the name of your home folder</source>
        <translation>Ohne den Namen Ihres persönlichen Ordners</translation>
    </message>
    <message>
        <source>Choose a run to read about it.</source>
        <translation>Wählen Sie einen Lauf, um mehr über ihn zu lesen.</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>backup, when, how it ended</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>size, path</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>The log is saved.</source>
        <translation>Das Protokoll ist gespeichert.</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>Der Lauf</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RunModel</name>
    <message>
        <source>deleted backup</source>
        <translation>gelöschte Sicherung</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>New data</source>
        <translation>Neue Daten</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>missed, %1</source>
        <comment>why</comment>
        <translation>ausgefallen, %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::RunStrip</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>+%n waiting</source>
        <translation>
            <numerusform>+%n wartet</numerusform>
            <numerusform>+%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume %1 here</source>
        <translation>%1 hier fortsetzen</translation>
    </message>
    <message>
        <source>Pause %1 here</source>
        <translation>Pause für %1 hier</translation>
    </message>
    <message>
        <source>Finish this file of %1, then stop</source>
        <translation>Diese Datei von %1 fertigstellen, dann anhalten</translation>
    </message>
    <message>
        <source>Finish this file, then stop. What was saved is kept.</source>
        <translation>Diese Datei fertigstellen, dann anhalten. Was gesichert ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Finish this file, then stop</source>
        <translation>Diese Datei fertigstellen, dann anhalten</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Sofort anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) waiting. Show them</source>
        <translation>
            <numerusform>%n Sicherung wartet. Zeigen</numerusform>
            <numerusform>%n Sicherungen warten. Zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::gui::RunWords</name>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>weniger als eine Sekunde</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added.</source>
        <translation>
            <numerusform>%n Datei ist neu.</numerusform>
            <numerusform>%n Dateien sind neu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) changed.</source>
        <translation>
            <numerusform>%n Datei ist geändert.</numerusform>
            <numerusform>%n Dateien sind geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) no longer there.</source>
        <translation>
            <numerusform>%n Datei ist nicht mehr da.</numerusform>
            <numerusform>%n Dateien sind nicht mehr da.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of new data, %2 sent.</source>
        <translation>%1 neue Daten, %2 gesendet.</translation>
    </message>
    <message>
        <source>Nothing had changed since the version before.</source>
        <translation>Seit der Version davor hatte sich nichts geändert.</translation>
    </message>
    <message>
        <source>It took %1.</source>
        <translation>Es hat %1 gedauert.</translation>
    </message>
    <message>
        <source>A backup was due and did not run: %1. What was new then goes into the next one.</source>
        <extracomment>why it did not</extracomment>
        <translation>Eine Sicherung war fällig und lief nicht: %1. Was damals neu war, kommt in die nächste.</translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>Ausgelassen: %1.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Schedule</name>
    <message>
        <source>Monday to Friday</source>
        <translation>Montag bis Freitag</translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Jede Minute</numerusform>
            <numerusform>Alle %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Jede Stunde</translation>
    </message>
    <message numerus="yes">
        <source>Every %n hour(s)</source>
        <translation>
            <numerusform>Jede Stunde</numerusform>
            <numerusform>Alle %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>Jeden Tag</numerusform>
            <numerusform>Alle %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Jede Woche</translation>
    </message>
    <message numerus="yes">
        <source>Every %n week(s)</source>
        <translation>
            <numerusform>Jede Woche</numerusform>
            <numerusform>Alle %n Wochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Jeden Monat</translation>
    </message>
    <message numerus="yes">
        <source>Every %n month(s)</source>
        <translation>
            <numerusform>Jeden Monat</numerusform>
            <numerusform>Alle %n Monate</numerusform>
        </translation>
    </message>
    <message>
        <source>on the %1 %2</source>
        <comment>third, Monday</comment>
        <translation>am %1 %2</translation>
    </message>
    <message>
        <source>on day %1</source>
        <comment>of the month</comment>
        <translation>am %1. Tag</translation>
    </message>
    <message>
        <source>on %1</source>
        <comment>weekdays</comment>
        <translation>am %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>time of day</comment>
        <translation>um %1</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>zwischen %1 und %2</translation>
    </message>
    <message>
        <source>first</source>
        <translation>ersten</translation>
    </message>
    <message>
        <source>second</source>
        <translation>zweiten</translation>
    </message>
    <message>
        <source>third</source>
        <translation>dritten</translation>
    </message>
    <message>
        <source>fourth</source>
        <translation>vierten</translation>
    </message>
    <message>
        <source>fifth</source>
        <translation>fünften</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzten</translation>
    </message>
    <message>
        <source>Runs when you press “Back up now”.</source>
        <translation>Läuft, wenn Sie auf „Jetzt sichern“ drücken.</translation>
    </message>
    <message>
        <source>Runs when its drive is connected.</source>
        <translation>Läuft, wenn ihr Laufwerk angeschlossen wird.</translation>
    </message>
    <message>
        <source>%1, and when its drive is connected.</source>
        <comment>“Every day at 19:00”</comment>
        <translation>%1, und wenn ihr Laufwerk angeschlossen wird.</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>“Every day at 19:00”</comment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Next runs: %1</source>
        <translation>Nächste Läufe: %1</translation>
    </message>
    <message>
        <source>next run %1</source>
        <comment>“today 19:00”</comment>
        <translation>nächster Lauf %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>when, backup</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ScheduleSection</name>
    <message>
        <source>Only between</source>
        <translation>Nur zwischen</translation>
    </message>
    <message>
        <source>When its drive is connected</source>
        <translation>Wenn ihr Laufwerk angeschlossen wird</translation>
    </message>
    <message>
        <source>On battery, only with at least</source>
        <translation>Im Akkubetrieb nur ab</translation>
    </message>
    <message>
        <source>Not on a network that charges for what is sent</source>
        <translation>Nicht in einem Netz, das fürs Senden Gebühren kostet</translation>
    </message>
    <message>
        <source>Run also when nobody is logged in</source>
        <translation>Auch laufen, wenn niemand angemeldet ist</translation>
    </message>
    <message>
        <source>every</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>How often it runs</source>
        <translation>Wie oft sie läuft</translation>
    </message>
    <message>
        <source>only by hand</source>
        <translation>nur von Hand</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>Number of minutes, hours, days, weeks or months</source>
        <translation>Anzahl der Minuten, Stunden, Tage, Wochen oder Monate</translation>
    </message>
    <message>
        <source>Which day of the month</source>
        <translation>Welcher Tag des Monats</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>Tag des Monats</translation>
    </message>
    <message>
        <source>Day of the week</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Earliest time of day</source>
        <translation>Früheste Uhrzeit</translation>
    </message>
    <message>
        <source>Latest time of day</source>
        <translation>Späteste Uhrzeit</translation>
    </message>
    <message>
        <source>Least charge of the battery</source>
        <translation>Geringste Ladung des Akkus</translation>
    </message>
    <message>
        <source> %</source>
        <comment>percent, behind a number</comment>
        <translation> %</translation>
    </message>
    <message>
        <source>on</source>
        <translation>am</translation>
    </message>
    <message>
        <source>on the</source>
        <translation>am</translation>
    </message>
    <message>
        <source>at</source>
        <translation>um</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Runs that were missed are made up once, two minutes after the computer has started or woken.</source>
        <translation>Verpasste Läufe werden einmal nachgeholt, zwei Minuten nachdem der Computer gestartet oder aufgewacht ist.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>It would never run: no time of day lies between the hours given.</source>
        <translation>Sie würde nie laufen: Keine Uhrzeit liegt zwischen den angegebenen Stunden.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>It would never run: its days, counted from %1, are never those that it may run on.</source>
        <translation>Sie würde nie laufen: Ihre Tage, gezählt ab dem %1, sind nie solche, an denen sie laufen darf.</translation>
    </message>
    <message>
        <source>Set up the service</source>
        <translation>Den Dienst einrichten</translation>
    </message>
    <message>
        <source>Keeps the secrets of this backup in a sealed file of this account too, since the key store is locked then.</source>
        <translation>Bewahrt die Geheimnisse dieser Sicherung auch in einer versiegelten Datei dieses Kontos auf, weil der Schlüsselbund dann gesperrt ist.</translation>
    </message>
    <message>
        <source>The service could not be set up: %1</source>
        <translation>Der Dienst konnte nicht eingerichtet werden: %1</translation>
    </message>
    <message>
        <source>The service that runs the backups then is set up.</source>
        <translation>Der Dienst, der die Sicherungen dann ausführt, ist eingerichtet.</translation>
    </message>
    <message>
        <source>A service has to run the backups then. It is not set up yet.</source>
        <translation>Ein Dienst muss die Sicherungen dann ausführen. Er ist noch nicht eingerichtet.</translation>
    </message>
    <message>
        <source>A service has to run the backups then: see the manual of “cairn-cli agent”.</source>
        <translation>Ein Dienst muss die Sicherungen dann ausführen: siehe das Handbuch zu „cairn-cli agent“.</translation>
    </message>
    <message>
        <source>The service is set up, but ends when you log out.</source>
        <translation>Der Dienst ist eingerichtet, endet aber mit der Abmeldung.</translation>
    </message>
    <message>
        <source>The service is set up, but ends when you log out: the system does not let it go on (%1). An administrator allows it with “loginctl enable-linger” and your user name.</source>
        <translation>Der Dienst ist eingerichtet, endet aber mit der Abmeldung: Das System lässt ihn nicht weiterlaufen (%1). Ein Administrator erlaubt es mit „loginctl enable-linger“ und Ihrem Benutzernamen.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ScriptsSection</name>
    <message>
        <source>Programs of your own that run with each backup, under your account. Give whole paths.</source>
        <translation>Eigene Programme, die mit jeder Sicherung laufen, unter Ihrem Benutzerkonto. Geben Sie ganze Pfade an.</translation>
    </message>
    <message>
        <source>&amp;Before</source>
        <translation>&amp;Davor</translation>
    </message>
    <message>
        <source>Before, &amp;must go well</source>
        <translation>Davor, &amp;muss gelingen</translation>
    </message>
    <message>
        <source>When all is &amp;stored</source>
        <translation>Wenn alles &amp;gespeichert ist</translation>
    </message>
    <message>
        <source>At the &amp;end</source>
        <translation>Am &amp;Ende</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>as long as it takes</source>
        <translation>so lange es dauert</translation>
    </message>
    <message>
        <source>&amp;Wait for each</source>
        <translation>Auf jedes &amp;warten</translation>
    </message>
    <message>
        <source>The lines above hold &amp;arguments too</source>
        <translation>Die Zeilen oben enthalten auch &amp;Argumente</translation>
    </message>
    <message>
        <source>They may know the &amp;passphrase and passwords</source>
        <translation>Sie dürfen das &amp;Passwort und Kennwörter kennen</translation>
    </message>
    <message>
        <source>Other programs under your account can then read them too, as long as a script runs.</source>
        <translation>Andere Programme unter Ihrem Benutzerkonto können sie dann auch lesen, solange ein Skript läuft.</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Try it: %1</source>
        <comment>which script</comment>
        <translation>Ausprobieren: %1</translation>
    </message>
    <message>
        <source>Runs it now, as a backup would; nothing is backed up.</source>
        <translation>Führt es jetzt aus, wie eine Sicherung es täte; gesichert wird nichts.</translation>
    </message>
    <message>
        <source>It runs…</source>
        <translation>Es läuft&#xa0;…</translation>
    </message>
    <message>
        <source>“%1” is no whole path: it must begin with “/”.</source>
        <translation>„%1“ ist kein ganzer Pfad: Er muss mit „/“ beginnen.</translation>
    </message>
    <message>
        <source>What the script printed</source>
        <translation>Was das Skript ausgegeben hat</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SearchModel</name>
    <message>
        <source>deleted after %1</source>
        <translation>gelöscht nach %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Newest version</source>
        <translation>Neueste Version</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SearchPane</name>
    <message>
        <source>This folder</source>
        <translation>Dieser Ordner</translation>
    </message>
    <message>
        <source>This version</source>
        <translation>Diese Version</translation>
    </message>
    <message>
        <source>All versions</source>
        <translation>Alle Versionen</translation>
    </message>
    <message>
        <source>All backups</source>
        <translation>Alle Sicherungen</translation>
    </message>
    <message>
        <source>Found files</source>
        <translation>Gefundene Dateien</translation>
    </message>
    <message>
        <source>Names are still being read…</source>
        <translation>Namen werden noch gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Type three letters to look everywhere</source>
        <translation>Drei Buchstaben suchen überall</translation>
    </message>
    <message>
        <source>In the open folder. Three letters look everywhere.</source>
        <translation>Im geöffneten Ordner. Drei Buchstaben suchen überall.</translation>
    </message>
    <message numerus="yes">
        <source>The first %n</source>
        <translation>
            <numerusform>Der erste Treffer</numerusform>
            <numerusform>Die ersten %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking further… %n found so far</source>
        <translation>
            <numerusform>Sucht weiter&#xa0;… bisher %n gefunden</numerusform>
            <numerusform>Sucht weiter&#xa0;… bisher %n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing called “%1” in this folder.</source>
        <translation>In diesem Ordner heißt nichts „%1“.</translation>
    </message>
    <message>
        <source>Look in all versions</source>
        <translation>In allen Versionen suchen</translation>
    </message>
    <message>
        <source>Nothing called “%1” in this version.</source>
        <translation>In dieser Version heißt nichts „%1“.</translation>
    </message>
    <message>
        <source>Nothing called “%1” in this backup.</source>
        <translation>In dieser Sicherung heißt nichts „%1“.</translation>
    </message>
    <message>
        <source>Look in all backups</source>
        <translation>In allen Sicherungen suchen</translation>
    </message>
    <message>
        <source>Nothing called “%1” in any backup.</source>
        <translation>In keiner Sicherung heißt etwas „%1“.</translation>
    </message>
    <message>
        <source>Part of the name is enough.</source>
        <translation>Ein Teil des Namens genügt.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SecretEdit</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SectionView</name>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>%1 •</source>
        <comment>a section that was changed</comment>
        <translation>%1 •</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SelectionBar</name>
    <message>
        <source>%1 to fetch</source>
        <translation>%1 zu holen</translation>
    </message>
    <message numerus="yes">
        <source>%1 to fetch, about %n second(s)</source>
        <translation>
            <numerusform>%1 zu holen, etwa %n Sekunde</numerusform>
            <numerusform>%1 zu holen, etwa %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to fetch, about %n minute(s)</source>
        <translation>
            <numerusform>%1 zu holen, etwa %n Minute</numerusform>
            <numerusform>%1 zu holen, etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to fetch, about %n hour(s)</source>
        <translation>
            <numerusform>%1 zu holen, etwa %n Stunde</numerusform>
            <numerusform>%1 zu holen, etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Restore to…</source>
        <translation>Woandershin&#xa0;…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Show what is selected</source>
        <translation>Zeigen, was ausgewählt ist</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>left out: %n</source>
        <translation>
            <numerusform>ohne %n</numerusform>
            <numerusform>ohne %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not in this version: %n</source>
        <translation>
            <numerusform>nicht in dieser Version: %n</numerusform>
            <numerusform>nicht in dieser Version: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect “%1” to restore</source>
        <translation>Schließen Sie „%1“ an, um wiederherzustellen</translation>
    </message>
    <message numerus="yes">
        <source>Restore %n item(s)</source>
        <translation>
            <numerusform>%n Objekt wiederherstellen</numerusform>
            <numerusform>%n Objekte wiederherstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>List…</source>
        <translation>Liste&#xa0;…</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SelectionDialog</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>Was ausgewählt ist</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What you have selected</source>
        <translation>Was ausgewählt ist</translation>
    </message>
    <message>
        <source>the version that is shown</source>
        <translation>die gezeigte Version</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Nothing ticked yet.</source>
        <translation>Noch nichts angekreuzt.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SetupWizard</name>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>New backup</source>
        <translation>Neue Sicherung</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Save only</source>
        <translation>Nur speichern</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Write the passphrase down or save the sheet first</source>
        <translation>Schreiben Sie erst das Passwort auf oder speichern Sie das Notfallblatt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name, number</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Lock and schedule</source>
        <translation>Schutz und Zeitplan</translation>
    </message>
    <message>
        <source>Go on setting up</source>
        <translation>Weiter einrichten</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>%1 duplizieren</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SheetDialog</name>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken&#xa0;…</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>Asking the key store for the passphrase…</source>
        <translation>Das Passwort wird vom Schlüsselbund erfragt&#xa0;…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Recovery sheet of “%1”</source>
        <translation>Notfallblatt für „%1“</translation>
    </message>
    <message>
        <source>The passphrase is not kept on this computer. Look for an older sheet.</source>
        <translation>Das Passwort ist auf diesem Computer nicht aufbewahrt. Suchen Sie nach einem älteren Blatt.</translation>
    </message>
    <message>
        <source>One page with the passphrase, the destination and how to get the files back. Keep it away from the computer: whoever has it can read the backup.</source>
        <translation>Eine Seite mit dem Passwort, dem Ziel und dem Weg zu den Dateien. Bewahren Sie sie nicht beim Computer auf: Wer sie hat, kann die Sicherung lesen.</translation>
    </message>
    <message>
        <source>One page with the destination and how to get the files back. This backup is not locked: there is no passphrase on it.</source>
        <translation>Eine Seite mit dem Ziel und dem Weg zu den Dateien. Diese Sicherung ist nicht verschlüsselt: Es steht kein Passwort darauf.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SheetOutput</name>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Notfallblatt speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Recovery sheet of %1.pdf</source>
        <translation>Notfallblatt für %1.pdf</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>An den Drucker gesendet.</translation>
    </message>
    <message>
        <source>It could not be printed. Try another printer, or save the recovery sheet.</source>
        <translation>Der Druck ist misslungen. Nehmen Sie einen anderen Drucker oder speichern Sie das Notfallblatt.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::ShowPassphraseDialog</name>
    <message>
        <source>Whoever sees the passphrase can read the backup, here and wherever its copies are. Make sure that nobody looks over your shoulder.</source>
        <translation>Wer das Passwort sieht, kann die Sicherung lesen, hier und überall, wo Kopien von ihr sind. Achten Sie darauf, dass Ihnen niemand über die Schulter schaut.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>Passwort von %1</translation>
    </message>
    <message>
        <source>Asking the key store for the passphrase…</source>
        <translation>Das Passwort wird vom Schlüsselbund erfragt&#xa0;…</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Passphrase of “%1”</source>
        <translation>Passwort von „%1“</translation>
    </message>
    <message>
        <source>The passphrase is not kept on this computer. Look for the recovery sheet.</source>
        <translation>Das Passwort wird auf diesem Computer nicht aufbewahrt. Suchen Sie das Notfallblatt.</translation>
    </message>
    <message>
        <source>Write it down, or save the recovery sheet anew.</source>
        <translation>Schreiben Sie es auf oder speichern Sie das Notfallblatt neu.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::SourceTreeModel</name>
    <message>
        <source>%1…</source>
        <translation>%1&#xa0;…</translation>
    </message>
    <message>
        <source>Still counting</source>
        <translation>Wird noch gezählt</translation>
    </message>
    <message>
        <source>This folder is not on this computer, so it cannot be saved here. Without its tick it belongs to this backup no longer; the versions that have it stay.</source>
        <translation>Dieser Ordner ist nicht auf diesem Computer und kann hier nicht gesichert werden. Ohne Haken gehört er nicht mehr zu dieser Sicherung; die Versionen, die ihn haben, bleiben.</translation>
    </message>
    <message>
        <source>%1 (not on this computer)</source>
        <translation>%1 (nicht auf diesem Computer)</translation>
    </message>
    <message>
        <source>Skipped by “%1”</source>
        <translation>Übergangen durch „%1“</translation>
    </message>
    <message>
        <source>Skipped by the rule %1</source>
        <translation>Übergangen durch die Regel %1</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Übergangen: %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::StepList</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>cairn::gui::TagLook</name>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>None</source>
        <comment>colour tag</comment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Colour tag: %1</source>
        <translation>Farbe: %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::TestStepRow</name>
    <message>
        <source>Create it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Finding the folder</source>
        <translation>Ordner wird gesucht</translation>
    </message>
    <message>
        <source>Can write</source>
        <translation>Schreiben geht</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>Can read back</source>
        <translation>Zurücklesen geht</translation>
    </message>
    <message>
        <source>Reading back</source>
        <translation>Wird zurückgelesen</translation>
    </message>
    <message>
        <source>Can delete</source>
        <translation>Löschen geht</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Wird gelöscht</translation>
    </message>
    <message>
        <source>Room for copies</source>
        <translation>Platz für Kopien</translation>
    </message>
    <message>
        <source>Looking for room</source>
        <translation>Platz wird ermittelt</translation>
    </message>
    <message>
        <source>Not used by another backup</source>
        <translation>Von keiner anderen Sicherung benutzt</translation>
    </message>
    <message>
        <source>The folder does not exist yet</source>
        <translation>Den Ordner gibt es noch nicht</translation>
    </message>
    <message>
        <source>%1: passed</source>
        <translation>%1: bestanden</translation>
    </message>
    <message>
        <source>%1: failed. %2</source>
        <translation>%1: fehlgeschlagen. %2</translation>
    </message>
    <message>
        <source>%1: running</source>
        <translation>%1: läuft</translation>
    </message>
    <message>
        <source>Details: %1</source>
        <translation>Einzelheiten: %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Texts</name>
    <message>
        <source>Stopping… what was saved is kept</source>
        <translation>Wird angehalten&#xa0;… was gesichert ist, bleibt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Looking at what is there…</source>
        <translation>Es wird nachgesehen, was da ist&#xa0;…</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Wird abgeschlossen&#xa0;…</translation>
    </message>
    <message>
        <source>Tidying up at the destination…</source>
        <translation>Am Ziel wird aufgeräumt&#xa0;…</translation>
    </message>
    <message>
        <source>Saving %1 %</source>
        <translation>%1 % gesichert</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gesichert</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Last run %1: nothing had changed</source>
        <translation>Letzter Lauf %1: nichts hatte sich geändert</translation>
    </message>
    <message>
        <source>Last run %1, with remarks</source>
        <translation>Letzter Lauf %1, mit Hinweisen</translation>
    </message>
    <message>
        <source>Last run %1. %2</source>
        <translation>Letzter Lauf %1. %2</translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <translation>Angehalten %1</translation>
    </message>
    <message>
        <source>The last run was cut off %1. What was saved counts</source>
        <translation>Der letzte Lauf wurde unterbrochen (%1). Was gesichert ist, zählt</translation>
    </message>
    <message>
        <source>Not saved %1</source>
        <translation>Nicht gesichert %1</translation>
    </message>
    <message>
        <source>Not saved %1. %2</source>
        <translation>Nicht gesichert %1. %2</translation>
    </message>
    <message>
        <source>Last run %1, complete</source>
        <translation>Letzter Lauf %1, vollständig</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>date, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>estimating…</source>
        <translation>wird geschätzt&#xa0;…</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>up to %n minute(s) left</source>
        <translation>
            <numerusform>noch bis zu %n Minute</numerusform>
            <numerusform>noch bis zu %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2 hours left</source>
        <translation>noch %1 bis %2 Stunden</translation>
    </message>
    <message>
        <source>%1 to %2 minutes left</source>
        <translation>noch %1 bis %2 Minuten</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>noch etwa %n Minute</numerusform>
            <numerusform>noch etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 hours left</source>
        <translation>noch etwa %1 Stunden</translation>
    </message>
    <message>
        <source>drive “%1”</source>
        <translation>Laufwerk „%1“</translation>
    </message>
    <message>
        <source>Removing what is stored at the destination…</source>
        <translation>Was am Ziel gespeichert ist, wird entfernt&#xa0;…</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis sie an der Reihe ist</translation>
    </message>
    <message>
        <source>The drive “%1” is connected, but not mounted. A backup mounts it.</source>
        <translation>Das Laufwerk „%1“ ist angeschlossen, aber nicht eingehängt. Eine Sicherung hängt es ein.</translation>
    </message>
    <message>
        <source>%1 · waits for the drive “%2”</source>
        <translation>%1 · wartet auf das Laufwerk „%2“</translation>
    </message>
    <message>
        <source>Waiting for the drive “%1”</source>
        <translation>Wartet auf das Laufwerk „%1“</translation>
    </message>
    <message>
        <source>Not run on this computer yet</source>
        <translation>Auf diesem Computer noch nicht gelaufen</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gesichert</translation>
    </message>
    <message>
        <source>No versions yet</source>
        <translation>Noch keine Versionen</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) since %1</source>
        <translation>
            <numerusform>%n Version seit %1</numerusform>
            <numerusform>%n Versionen seit %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n Datei</numerusform>
            <numerusform>%1 in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>checked after writing</source>
        <translation>nach dem Schreiben geprüft</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>Reparatur</translation>
    </message>
    <message>
        <source>tidying up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>wird angehalten</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>nothing had changed</source>
        <translation>nichts hatte sich geändert</translation>
    </message>
    <message>
        <source>complete, with remarks</source>
        <translation>vollständig, mit Hinweisen</translation>
    </message>
    <message>
        <source>stopped, the rest follows</source>
        <translation>angehalten, der Rest folgt</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gesichert</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>no run</source>
        <translation>kein Lauf</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gesichert</translation>
    </message>
    <message>
        <source>saved, with remarks</source>
        <translation>gesichert, mit Hinweisen</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>morgen %1</translation>
    </message>
    <message>
        <source>A new drive is at the place of “%1”.</source>
        <translation>Anstelle von „%1“ ist ein neues Laufwerk da.</translation>
    </message>
    <message>
        <source>The copies go to %1, and a backup does not save itself. Choose another place for the copies, or save another folder.</source>
        <translation>Die Kopien kommen nach %1, und eine Sicherung sichert sich nicht selbst. Wählen Sie einen anderen Ort für die Kopien, oder sichern Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Checking what is stored…</source>
        <translation>Das Gespeicherte wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>The check was stopped %1</source>
        <translation>Die Prüfung wurde %1 angehalten</translation>
    </message>
    <message>
        <source>The check was cut off %1</source>
        <translation>Die Prüfung wurde %1 abgebrochen</translation>
    </message>
    <message>
        <source>Checked %1. %2</source>
        <translation>Geprüft %1. %2</translation>
    </message>
    <message>
        <source>The check %1 failed</source>
        <translation>Die Prüfung %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Checked %1, with remarks</source>
        <translation>Geprüft %1, mit Hinweisen</translation>
    </message>
    <message>
        <source>Checked %1: what is stored is in order</source>
        <translation>Geprüft %1: Das Gespeicherte ist in Ordnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>Wird repariert&#xa0;…</translation>
    </message>
    <message>
        <source>Deleting versions…</source>
        <translation>Versionen werden gelöscht&#xa0;…</translation>
    </message>
    <message>
        <source>The repair %1 failed</source>
        <translation>Die Reparatur %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Versions could not be deleted %1</source>
        <translation>Versionen ließen sich %1 nicht löschen</translation>
    </message>
    <message>
        <source>Repaired %1, with remarks</source>
        <translation>Repariert %1, mit Hinweisen</translation>
    </message>
    <message>
        <source>Versions deleted %1, with remarks</source>
        <translation>Versionen gelöscht %1, mit Hinweisen</translation>
    </message>
    <message>
        <source>Repaired %1</source>
        <translation>Repariert %1</translation>
    </message>
    <message>
        <source>Versions deleted %1</source>
        <translation>Versionen gelöscht %1</translation>
    </message>
    <message>
        <source>Stopped %1; the rest follows next time</source>
        <translation>Angehalten %1; der Rest folgt beim nächsten Mal</translation>
    </message>
    <message numerus="yes">
        <source>Stopped %1. %n file(s) saved; the rest follows next time</source>
        <translation>
            <numerusform>Angehalten %1. %n Datei gesichert; der Rest folgt beim nächsten Mal</numerusform>
            <numerusform>Angehalten %1. %n Dateien gesichert; der Rest folgt beim nächsten Mal</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stored for %2</source>
        <comment>size of the copies, size of the files and how many</comment>
        <translation>%1 gespeichert für %2</translation>
    </message>
    <message>
        <source>missed, %1</source>
        <extracomment>why</extracomment>
        <translation>ausgefallen, %1</translation>
    </message>
    <message>
        <source>Reading the list of versions…</source>
        <translation>Die Liste der Versionen wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Its list was read %1. Nothing was saved from here yet</source>
        <translation>Die Liste wurde %1 gelesen. Von hier aus wurde noch nichts gesichert</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
</context>
<context>
    <name>cairn::gui::TimelineScrubber</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>No versions</source>
        <translation>Keine Versionen</translation>
    </message>
    <message>
        <source>1 file changed</source>
        <translation>1 Datei geändert</translation>
    </message>
    <message>
        <source>%1 files changed</source>
        <translation>%1 Dateien geändert</translation>
    </message>
    <message>
        <source>Version %1 of %2, %3, %4</source>
        <extracomment>Version 34 of 42, Sunday 12 July 2026 19:00, 214 files changed</extracomment>
        <translation>Version %1 von %2, %3, %4</translation>
    </message>
</context>
<context>
    <name>cairn::gui::TimesEdit</name>
    <message>
        <source>One more time of day</source>
        <translation>Noch eine Uhrzeit</translation>
    </message>
    <message>
        <source>Without the last time of day</source>
        <translation>Ohne die letzte Uhrzeit</translation>
    </message>
    <message>
        <source>Time of day %1</source>
        <translation>Uhrzeit %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::TrayController</name>
    <message>
        <source>No backup yet</source>
        <translation>Noch keine Sicherung</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Restore files…</source>
        <translation>Dateien wiederherstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Open Cairn</source>
        <translation>Cairn öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Fix: %1…</source>
        <translation>Beheben: %1&#xa0;…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Find a file…</source>
        <translation>Datei suchen&#xa0;…</translation>
    </message>
    <message>
        <source>Next run %1.</source>
        <comment>“today 19:00”</comment>
        <translation>Nächster Lauf %1.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::UDisksProbe</name>
    <message>
        <source>Drive without a name</source>
        <translation>Laufwerk ohne Namen</translation>
    </message>
    <message>
        <source>The drive is not connected any more.</source>
        <translation>Das Laufwerk ist nicht mehr angeschlossen.</translation>
    </message>
    <message>
        <source>The drive could not be mounted: %1</source>
        <translation>Das Laufwerk ließ sich nicht einhängen: %1</translation>
    </message>
</context>
<context>
    <name>cairn::gui::Verdict</name>
    <message>
        <source>Newest copy %1, checked after writing.</source>
        <translation>Neueste Kopie %1, nach dem Schreiben geprüft.</translation>
    </message>
    <message>
        <source>Newest copy %1.</source>
        <translation>Neueste Kopie %1.</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Close them off</source>
        <translation>Unzugänglich machen</translation>
    </message>
    <message>
        <source>Fix…</source>
        <translation>Beheben&#xa0;…</translation>
    </message>
    <message>
        <source>Your backups cannot be shown</source>
        <translation>Ihre Sicherungen lassen sich nicht anzeigen</translation>
    </message>
    <message>
        <source>Connect “%1” to save “%2”.</source>
        <translation>Schließen Sie „%1“ an, um „%2“ zu sichern.</translation>
    </message>
    <message>
        <source>%1 Newest copy of it: %2.</source>
        <comment>“Connect the drive …”, age</comment>
        <translation>%1 Neueste Kopie davon: %2.</translation>
    </message>
    <message>
        <source>Waiting for a drive</source>
        <translation>Es wird auf ein Laufwerk gewartet</translation>
    </message>
    <message>
        <source>Saving your files</source>
        <translation>Ihre Dateien werden gesichert</translation>
    </message>
    <message>
        <source>Saving your files; other backups are paused %1</source>
        <translation>Ihre Dateien werden gesichert; andere Sicherungen machen Pause %1</translation>
    </message>
    <message>
        <source>First backup not made yet</source>
        <translation>Die erste Sicherung steht noch aus</translation>
    </message>
    <message>
        <source>“%1” is set up and waits for its first run.</source>
        <translation>„%1“ ist eingerichtet und wartet auf den ersten Lauf.</translation>
    </message>
    <message>
        <source>Your files are safe</source>
        <translation>Ihre Dateien sind sicher</translation>
    </message>
    <message>
        <source>until you resume</source>
        <translation>bis Sie fortsetzen</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>%1 was not saved</source>
        <translation>%1 wurde nicht gesichert</translation>
    </message>
    <message>
        <source>%1 was not saved, and backups are paused %2</source>
        <translation>%1 wurde nicht gesichert, und Sicherungen machen Pause %2</translation>
    </message>
    <message>
        <source>%1 needs you</source>
        <translation>%1 braucht Sie</translation>
    </message>
    <message>
        <source>%1 needs you, and backups are paused %2</source>
        <translation>%1 braucht Sie, und Sicherungen machen Pause %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Backups are paused %1</source>
        <translation>Sicherungen machen Pause %1</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>Jetzt fortsetzen</translation>
    </message>
    <message>
        <source>“%2” starts by itself when “%1” is connected.</source>
        <translation>„%2“ beginnt von selbst, wenn „%1“ angeschlossen wird.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Is this a new drive for “%1”?</source>
        <translation>Ist das ein neues Laufwerk für „%1“?</translation>
    </message>
    <message>
        <source>A drive called “%1” is connected, but it is not the one that the backup was made on. Nothing is written to it before you say so.</source>
        <translation>Ein Laufwerk namens „%1“ ist angeschlossen, aber es ist nicht das, auf dem die Sicherung angelegt wurde. Bevor Sie zustimmen, wird nichts darauf geschrieben.</translation>
    </message>
    <message>
        <source>The check of %1 failed</source>
        <translation>Die Prüfung von %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The check of %1 failed, and backups are paused %2</source>
        <translation>Die Prüfung von %1 ist fehlgeschlagen, und Sicherungen pausieren %2</translation>
    </message>
    <message>
        <source>%1 is being checked</source>
        <translation>%1 wird geprüft</translation>
    </message>
    <message>
        <source>The repair of %1 failed</source>
        <translation>Die Reparatur von %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The repair of %1 failed, and backups are paused %2</source>
        <translation>Die Reparatur von %1 ist fehlgeschlagen, und Sicherungen pausieren %2</translation>
    </message>
    <message>
        <source>Versions of %1 could not be deleted</source>
        <translation>Versionen von %1 ließen sich nicht löschen</translation>
    </message>
    <message>
        <source>Versions of %1 could not be deleted, and backups are paused %2</source>
        <translation>Versionen von %1 ließen sich nicht löschen, und Sicherungen pausieren %2</translation>
    </message>
    <message>
        <source>%1 is being repaired</source>
        <translation>%1 wird repariert</translation>
    </message>
    <message>
        <source>Versions of %1 are being deleted</source>
        <translation>Versionen von %1 werden gelöscht</translation>
    </message>
    <message>
        <source>Backups are paused %1.</source>
        <translation>Sicherungen machen Pause %1.</translation>
    </message>
    <message>
        <source>It has no schedule: it runs when you start it.</source>
        <translation>Sie hat keinen Zeitplan: Sie läuft, wenn sie von Hand gestartet wird.</translation>
    </message>
    <message>
        <source>It %1.</source>
        <comment>“waits for its drive”</comment>
        <translation>Sie %1.</translation>
    </message>
    <message>
        <source>What is new since then exists on this computer alone.</source>
        <translation>Was seitdem neu ist, gibt es nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>What is new since then is not safe yet.</source>
        <translation>Was seitdem neu ist, ist noch nicht gesichert.</translation>
    </message>
    <message>
        <source>Its files exist on this computer alone.</source>
        <translation>Ihre Dateien gibt es nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>Resume (%n min left)</source>
        <translation>
            <numerusform>Fortsetzen (noch %n min)</numerusform>
            <numerusform>Fortsetzen (noch %n min)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume (%n h left)</source>
        <translation>
            <numerusform>Fortsetzen (noch %n h)</numerusform>
            <numerusform>Fortsetzen (noch %n h)</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is paused</source>
        <translation>„%1“ macht Pause</translation>
    </message>
    <message>
        <source>First backup not complete yet</source>
        <translation>Die erste Sicherung ist noch nicht vollständig</translation>
    </message>
    <message>
        <source>“%1” was stopped. Its next run goes on from there.</source>
        <translation>„%1“ wurde angehalten. Der nächste Lauf macht dort weiter.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::VersionCombo</name>
    <message>
        <source>%1 · version %2 of %3 · incomplete</source>
        <translation>%1 · Version %2 von %3 · unvollständig</translation>
    </message>
    <message>
        <source>%1 · version %2 of %3</source>
        <translation>%1 · Version %2 von %3</translation>
    </message>
</context>
<context>
    <name>cairn::gui::WelcomePage</name>
    <message>
        <source>Keep your files safe</source>
        <translation>Bringen Sie Ihre Dateien in Sicherheit</translation>
    </message>
    <message>
        <source>Protect my files</source>
        <translation>Meine Dateien schützen</translation>
    </message>
    <message>
        <source>Choose a place, then Cairn saves your files there.</source>
        <translation>Sie wählen einen Ort, dann sichert Cairn Ihre Dateien dorthin.</translation>
    </message>
    <message>
        <source>Get files back from an existing backup</source>
        <translation>Dateien aus einer vorhandenen Sicherung zurückholen</translation>
    </message>
    <message>
        <source>From a drive or a folder. You need its passphrase.</source>
        <translation>Von einem Laufwerk oder aus einem Ordner. Sie brauchen ihr Passwort.</translation>
    </message>
    <message>
        <source>Move in from Duplicati</source>
        <translation>Von Duplicati umziehen</translation>
    </message>
    <message>
        <source>Takes over its backups with their settings, and goes on with them.</source>
        <translation>Übernimmt dessen Sicherungen mit ihren Einstellungen und setzt sie fort.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::WherePage</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Mount</source>
        <translation>Einhängen</translation>
    </message>
    <message>
        <source>Mounting the drive…</source>
        <translation>Laufwerk wird eingehängt&#xa0;…</translation>
    </message>
    <message>
        <source>Choose a folder for the copies</source>
        <translation>Ordner für die Kopien wählen</translation>
    </message>
    <message>
        <source>Where is the backup?</source>
        <translation>Wo ist die Sicherung?</translation>
    </message>
    <message>
        <source>Where should the copies go?</source>
        <translation>Wohin sollen die Kopien?</translation>
    </message>
    <message>
        <source>Destinations</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Folder on the drive</source>
        <translation>Ordner auf dem Laufwerk</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>The copies go here. Connect the drive to test it.</source>
        <translation>Hierhin kommen die Kopien. Schließen Sie das Laufwerk an, um es zu prüfen.</translation>
    </message>
    <message>
        <source>The copies go here.</source>
        <translation>Hierhin kommen die Kopien.</translation>
    </message>
    <message>
        <source>This drive is connected, but not mounted.</source>
        <translation>Dieses Laufwerk ist angeschlossen, aber nicht eingehängt.</translation>
    </message>
    <message>
        <source>Connect the drive first.</source>
        <translation>Schließen Sie erst das Laufwerk an.</translation>
    </message>
    <message>
        <source>Type or choose a folder.</source>
        <translation>Geben Sie einen Ordner ein oder wählen Sie ihn.</translation>
    </message>
    <message>
        <source>Type the whole path, beginning with “/”.</source>
        <translation>Geben Sie den ganzen Pfad ein, beginnend mit „/“.</translation>
    </message>
    <message numerus="yes">
        <source>A backup with %n version(s), the newest %1.</source>
        <translation>
            <numerusform>Eine Sicherung mit %n Version: %1.</numerusform>
            <numerusform>Eine Sicherung mit %n Versionen, neueste: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no backup in this folder.</source>
        <translation>In diesem Ordner ist keine Sicherung.</translation>
    </message>
    <message numerus="yes">
        <source>The copies go here: %n version(s).</source>
        <translation>
            <numerusform>Hierhin kommen die Kopien: %n Version.</numerusform>
            <numerusform>Hierhin kommen die Kopien: %n Versionen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The copies go here. There are no versions yet.</source>
        <translation>Hierhin kommen die Kopien. Es gibt noch keine Versionen.</translation>
    </message>
    <message>
        <source>This very backup is here. It goes on with its versions.</source>
        <translation>Genau diese Sicherung ist hier. Sie geht mit ihren Versionen weiter.</translation>
    </message>
    <message>
        <source>There is another backup in this folder. Choose an empty one.</source>
        <translation>In diesem Ordner ist eine andere Sicherung. Wählen Sie einen leeren.</translation>
    </message>
    <message>
        <source>This place is empty: the backup begins here.</source>
        <translation>Dieser Ort ist leer: Die Sicherung beginnt hier.</translation>
    </message>
    <message>
        <source>The new place is being tested.</source>
        <translation>Der neue Ort wird geprüft.</translation>
    </message>
    <message>
        <source>The copies cannot go to this place.</source>
        <translation>An diesen Ort können die Kopien nicht.</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1, %2 frei</translation>
    </message>
    <message>
        <source>Folder or network share… (a drive that you connect appears here)</source>
        <translation>Ordner oder Netzwerkfreigabe&#xa0;… (ein Laufwerk, das Sie anschließen, erscheint hier)</translation>
    </message>
    <message>
        <source>Folder or network share…</source>
        <translation>Ordner oder Netzwerkfreigabe&#xa0;…</translation>
    </message>
    <message>
        <source>%1 · %2 free of %3</source>
        <translation>%1 · %2 frei von %3</translation>
    </message>
    <message>
        <source>%1 · %2, not mounted</source>
        <translation>%1 · %2, nicht eingehängt</translation>
    </message>
    <message>
        <source>%1 · not connected</source>
        <translation>%1 · nicht angeschlossen</translation>
    </message>
    <message>
        <source>%1 · recommended: separate from this computer</source>
        <translation>%1 · empfohlen: getrennt von diesem Computer</translation>
    </message>
    <message numerus="yes">
        <source>Found on %1: %n version(s), newest %2</source>
        <translation>
            <numerusform>Auf %1: %n Version, %2</numerusform>
            <numerusform>Auf %1: %n Versionen, neueste %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose where the copies go. Cairn waits for your choice.</source>
        <translation>Wählen Sie, wohin die Kopien sollen. Cairn wartet auf Ihre Wahl.</translation>
    </message>
    <message>
        <source>Looking for backups on the drives and in your home folder…</source>
        <translation>Auf den Laufwerken und in Ihrem persönlichen Ordner wird nach Sicherungen gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>No backup was found by itself. Choose its drive or folder.</source>
        <translation>Von selbst wurde keine Sicherung gefunden. Wählen Sie ihr Laufwerk oder ihren Ordner.</translation>
    </message>
    <message>
        <source>Choose the backup.</source>
        <translation>Wählen Sie die Sicherung.</translation>
    </message>
    <message>
        <source>%1 free. Measured %2.</source>
        <translation>%1 frei. Gemessen: %2.</translation>
    </message>
    <message>
        <source>There is no backup in this folder yet.</source>
        <translation>In diesem Ordner ist noch keine Sicherung.</translation>
    </message>
    <message>
        <source>Use it on this computer…</source>
        <translation>Auf diesem Computer verwenden&#xa0;…</translation>
    </message>
    <message>
        <source>The copies of “%1” are here. Choose another folder.</source>
        <translation>Hier liegen die Kopien von „%1“. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message numerus="yes">
        <source>There is already a backup here, with %n version(s). Choose another folder for a new one.</source>
        <translation>
            <numerusform>Hier ist schon eine Sicherung mit %n Version. Wählen Sie für eine neue einen anderen Ordner.</numerusform>
            <numerusform>Hier ist schon eine Sicherung mit %n Versionen. Wählen Sie für eine neue einen anderen Ordner.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back&amp;up</source>
        <translation>&amp;Sicherung</translation>
    </message>
    <message numerus="yes">
        <source>“%1”: newest version %2, %n file(s) there</source>
        <translation>
            <numerusform>„%1“: neueste Version %2, dort %n Datei</numerusform>
            <numerusform>„%1“: neueste Version %2, dort %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>This place is on the same disk as your home folder: if that disk breaks, the copies are gone with it. A drive of its own is safer.</source>
        <translation>Dieser Ort liegt auf demselben Datenträger wie Ihr persönlicher Ordner: Geht der kaputt, sind auch die Kopien weg. Ein eigenes Laufwerk ist sicherer.</translation>
    </message>
    <message>
        <source>%1 · “%2”</source>
        <comment>backup, its name</comment>
        <translation>%1 · „%2“</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Test abbrechen</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>Der Test wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>cairn::gui::WizardFrame</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
</context>
<context>
    <name>cairn::gui::WorkHost</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>no rule includes it</source>
        <translation>keine Regel sichert es mit</translation>
    </message>
    <message>
        <source>it has an attribute that is left out</source>
        <translation>es hat ein Attribut, das ausgelassen wird</translation>
    </message>
    <message>
        <source>it is marked as not to be saved</source>
        <translation>es ist als nicht zu sichern gekennzeichnet</translation>
    </message>
    <message>
        <source>a file in it marks it as not to be saved</source>
        <translation>eine Datei darin kennzeichnet es als nicht zu sichern</translation>
    </message>
    <message>
        <source>it is larger than the limit</source>
        <translation>es ist größer als die Grenze</translation>
    </message>
    <message>
        <source>links are left out</source>
        <translation>Verknüpfungen werden ausgelassen</translation>
    </message>
    <message>
        <source>it is a further name of a file</source>
        <translation>es ist ein weiterer Name einer Datei</translation>
    </message>
    <message>
        <source>the folder is empty</source>
        <translation>der Ordner ist leer</translation>
    </message>
    <message>
        <source>it is on another drive</source>
        <translation>es liegt auf einem anderen Laufwerk</translation>
    </message>
    <message>
        <source>it is a file of Cairn&apos;s own</source>
        <translation>es ist eine von Cairns eigenen Dateien</translation>
    </message>
    <message>
        <source>it is a folder within itself</source>
        <translation>es ist ein Ordner in sich selbst</translation>
    </message>
    <message>
        <source>it is neither file nor folder</source>
        <translation>es ist weder Datei noch Ordner</translation>
    </message>
    <message>
        <source>it is gone meanwhile</source>
        <translation>es ist inzwischen verschwunden</translation>
    </message>
    <message>
        <source>This is encrypted. Its password is needed: that of the export, or the key that Duplicati&apos;s settings have.</source>
        <translation>Das ist verschlüsselt. Gebraucht wird das Kennwort: das des Exports oder der Schlüssel, den die Einstellungen von Duplicati haben.</translation>
    </message>
    <message>
        <source>This password does not open it.</source>
        <translation>Dieses Kennwort öffnet es nicht.</translation>
    </message>
</context>
<context>
    <name>cairn::watch</name>
    <message>
        <source>A backup comes to a good end</source>
        <translation>Eine Sicherung wird zu Ende gebracht</translation>
    </message>
    <message>
        <source>A backup is being made</source>
        <translation>Es wird gerade gesichert</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Encrypted backups, and the way back.</source>
        <translation>Verschlüsselte Sicherungen, und der Weg zurück.</translation>
    </message>
    <message>
        <source>Start in the tray, without a window.</source>
        <translation>Im Infobereich starten, ohne Fenster.</translation>
    </message>
</context>
</TS>
