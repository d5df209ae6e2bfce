// SPDX-License-Identifier: MIT
#include "app/gui/host/notice_host.h"

#include <QDateTime>

namespace cairn::gui {

namespace {

constexpr qint64 kRememberedSeconds = 90 * qint64{86'400};

} // namespace

NoticeHost::NoticeHost(FileLayer &files, FilePath settingsFolder, QObject *parent)
    : QObject(parent)
    , m_files(files)
    , m_folder(std::move(settingsFolder))
{
}

// What cannot be written is told again by the next program: better twice than never.
SettingsDatabase *NoticeHost::settings()
{
    if (!m_settings) {
        auto opened = SettingsDatabase::open(m_files, m_folder);
        if (!opened)
            return nullptr;
        m_settings = std::move(*opened);
    }
    return m_settings->readOnlyReason() ? nullptr : m_settings.get();
}

void NoticeHost::load()
{
    NoticeMemory memory;
    if (SettingsDatabase *store = settings()) {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        std::ignore = NoticeStore(*store).forgetBefore(now - kRememberedSeconds);
        memory = NoticeStore(*store).load().value_or(NoticeMemory());
    }
    Q_EMIT known(memory);
}

void NoticeHost::mark(const std::string &key, const NoticeMark &mark)
{
    if (SettingsDatabase *store = settings())
        std::ignore = NoticeStore(*store).mark(key, mark);
}

void NoticeHost::setLastSeen(qint64 time)
{
    if (SettingsDatabase *store = settings())
        std::ignore = NoticeStore(*store).setLastSeen(time);
}

} // namespace cairn::gui
