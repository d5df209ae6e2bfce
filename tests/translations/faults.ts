<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Faults</name>
    <message>
        <source>Not translated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Dateien</numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von 2</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source> at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>The “name”</source>
        <translation>Der “Name”</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Choose it.</source>
        <translation>Wähl deinen Ordner.</translation>
    </message>
</context>
</TS>
