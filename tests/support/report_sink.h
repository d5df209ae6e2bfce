// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/scratch_folder.h"

#include <QDir>
#include <QFile>
#include <QProcess>

namespace cairn::test {

// A real server that keeps what it is sent (tests/shared/report_sink.py).
class ReportSink final
{
public:
    explicit ReportSink(const QString &mode)
    {
        m_process.start(QStringLiteral(SYSTEM_PYTHON),
                        {QStringLiteral(REPORT_SINK), mode, folder()});
        if (m_process.waitForReadyRead(60'000))
            m_port = m_process.readLine().trimmed();
    }
    ~ReportSink()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    [[nodiscard]] bool isReady() const { return !m_port.isEmpty(); }
    [[nodiscard]] std::string url(const std::string &scheme, const std::string &rest = {}) const
    {
        return scheme + "://127.0.0.1:" + m_port.toStdString() + rest;
    }
    [[nodiscard]] std::uint16_t port() const { return m_port.toUShort(); }
    [[nodiscard]] QList<QByteArray> kept() const
    {
        QList<QByteArray> list;
        for (const QString &name :
             QDir(folder()).entryList({QStringLiteral("[0-9]*")}, QDir::Files, QDir::Name))
            if (!name.endsWith(QStringLiteral(".part")))
                list << read(name);
        return list;
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(folder() + QLatin1Char('/') + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QString folder() const { return QString::fromStdString(m_folder.path().bytes()); }

private:
    ScratchFolder m_folder;
    QProcess m_process;
    QByteArray m_port;
};

} // namespace cairn::test
