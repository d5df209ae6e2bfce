// SPDX-License-Identifier: MIT
void fine()
{
    // a database in a comment, a blockade, and code: index.row()
    tr("All is well").arg(index.row());
    show(tr("%n file(s)", nullptr, count), "database");
}
void faulty()
{
    tr("The database is locked");
    tr("%n block(s) in all", nullptr, 3);
    tr("One text in two "
       "lines with Volumes");
    QCoreApplication::translate("Page", "Prune now");
}
