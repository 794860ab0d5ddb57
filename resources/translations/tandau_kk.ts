<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en">
<context>
    <name>tandau</name>
    <message>
        <location filename="../../models/values.py"/>
        <source>“{name}” is damaged or was made by another program; it was not taken.</source>
        <translation>«{name}» зақымдалған немесе басқа бағдарламада жасалған; ол қабылданбады.</translation>
    </message>
</context>
</TS>
