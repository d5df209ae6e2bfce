// SPDX-License-Identifier: MIT
#include <QFile>
// A QFile in a comment is none.
void Page::load()
{
    QFile file(m_path);
    const auto catalog = Catalog::open(m_database);
    QSqlQuery query(m_connection);
    QNetworkAccessManager manager;
    if (QDir(m_path).exists())
        dialog->exec();
    QCoreApplication::processEvents();
    struct stat info = {};
    ::lstat(m_path.constData(), &info);
    auto *dialog = new QFileDialog(this, tr("Choose"), QDir::homePath());
    dialog->open();
}
