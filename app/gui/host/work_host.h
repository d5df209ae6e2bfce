// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/engine/destination_test.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace cairn::gui {

struct SourceFolder
{
    FilePath path;
    QString name;
    bool hasFolders = false;
};

struct SourceListing
{
    FilePath parent;
    std::vector<SourceFolder> folders;
    QString failure;
};

struct SourceSize
{
    qint64 files = 0;
    qint64 bytes = 0;
    bool done = false;
};

// Looks at folders and destinations for the wizard, in a thread of its own. A new question of the
// same kind ends the one before.
class WorkHost final : public QObject
{
    Q_OBJECT
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        const BackendRegistry &backends;
    };
    explicit WorkHost(World world, QObject *parent = nullptr);

    // Any thread: what goes on ends soon.
    void interrupt();

public Q_SLOTS:
    void list(cairn::gui::RequestId id, const FilePath &folder);
    // Files and bytes that a backup of these would take, with its rules.
    void measure(cairn::gui::RequestId id, const JobConfig &job);
    void testDestination(cairn::gui::RequestId id, const std::string &url, DestinationUse use);
    // So that its names are found; may take seconds after many changes.
    void indexNames(const JobConfig &job);
    void saveText(const FilePath &path, const QString &text);

Q_SIGNALS:
    void namesIndexed(const QString &job);
    void textSaved(const QString &problem); // problem: empty if it was
    void listed(cairn::gui::RequestId id, const cairn::gui::SourceListing &listing);
    void measured(cairn::gui::RequestId id, const cairn::gui::SourceSize &size);
    void testStep(cairn::gui::RequestId id, const cairn::gui::TestStep &step);
    void tested(cairn::gui::RequestId id, const cairn::gui::DestinationFacts &facts);

private:
    std::shared_ptr<CancelToken> begin();
    World m_world;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_cancel; // of what goes on
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::gui::SourceListing)
Q_DECLARE_METATYPE(cairn::gui::SourceSize)
