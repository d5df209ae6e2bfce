// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/notice_store.h"

#include <QMetaType>
#include <QObject>

namespace cairn::gui {

// What was told when, in the settings. Lives in the engine's thread, with a connection of its own.
class NoticeHost final : public QObject
{
    Q_OBJECT
public:
    NoticeHost(FileLayer &files, FilePath settingsFolder, QObject *parent = nullptr);

public Q_SLOTS:
    void load(); // ends with known(); nothing is known where settings cannot be read
    void mark(const std::string &key, const cairn::NoticeMark &mark);
    void setLastSeen(qint64 time);

Q_SIGNALS:
    void known(const cairn::NoticeMemory &memory);

private:
    [[nodiscard]] SettingsDatabase *settings();

    FileLayer &m_files;
    FilePath m_folder;
    std::unique_ptr<SettingsDatabase> m_settings;
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::NoticeMemory)
