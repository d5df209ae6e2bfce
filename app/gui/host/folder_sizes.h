// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/file_layer.h"

#include <QMetaType>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace cairn::gui {

struct FolderSize
{
    FilePath path;
    qint64 bytes = 0; // of the files in it, at any depth
    bool done = false;
    bool operator==(const FolderSize &) const = default;
};

// Adds up what folders hold, in a thread of its own. Orders are done one after the other.
class FolderSizes final : public QObject
{
    Q_OBJECT
public:
    explicit FolderSizes(FileLayer &files, QObject *parent = nullptr);

    // Any thread: what goes on ends soon, and what was ordered before is not begun.
    void stop();
    // Adds up one folder in the thread of the caller; `tell` is called now and then.
    static void add(FileLayer &files, const CancelToken &cancel, FolderSize &size,
                    const std::function<void()> &tell);
    // In the thread of the one who orders, before measure().
    [[nodiscard]] quint64 order() const { return m_order; }

public Q_SLOTS:
    // In this order, without what is mounted below them.
    void measure(quint64 order, const std::vector<FilePath> &folders);

Q_SIGNALS:
    // Now and then while it goes on, and at the end: those that have changed.
    void sized(const std::vector<cairn::gui::FolderSize> &sizes);

private:
    FileLayer &m_files;
    std::atomic<quint64> m_order = 0;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_cancel; // of what goes on
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(std::vector<cairn::gui::FolderSize>)
