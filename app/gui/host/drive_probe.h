// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/drive_list.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace cairn::gui {

// Tells which drives there are, and when that changes. Lives in a thread that may read files and
// talk to the system; none of its calls waits.
class DriveProbe : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    // Ends with mounted(). What was mounted is told by drivesChanged().
    virtual void mount(const QString &id) = 0;

Q_SIGNALS:
    void drivesChanged(const std::vector<cairn::gui::Drive> &drives);
    void lost(); // it knows of no drives any more, or never did
    void mounted(const QString &id, const QString &problem); // problem: empty if it was
};

// By what the kernel and /dev say: drives that are mounted.
class MountsProbe final : public DriveProbe
{
    Q_OBJECT
public:
    explicit MountsProbe(DriveSources sources = {}, QObject *parent = nullptr);
    ~MountsProbe() override;
    void start() override;
    void mount(const QString &id) override;
    void look(); // also told when free space alone has changed

private:
    DriveSources m_sources;
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace cairn::gui
