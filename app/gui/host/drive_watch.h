// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/drive_probe.h"
#include "core/engine/drive_mount.h"

#include <map>
#include <mutex>

namespace cairn::gui {

// Where the drives are that the watch has seen. Any thread.
class KnownDrives final : public DriveMounts
{
public:
    [[nodiscard]] FilePath mountOf(const DriveRef &drive) const override;
    [[nodiscard]] bool canMount(const DriveRef &drive) const;
    // One that is there in the place of this drive: called the same, and none of `known`.
    [[nodiscard]] std::optional<Drive> replacementOf(const DriveRef &drive,
                                                     const std::vector<QString> &known) const;
    void set(const std::vector<Drive> &drives);

private:
    mutable std::mutex m_mutex;
    std::map<QString, Drive> m_drives; // by their id
};

// Follows the drives by the first probe that knows of any; the last one always does.
class DriveWatch final : public QObject
{
    Q_OBJECT
public:
    // The drives it finds are put into `known` before they are told.
    DriveWatch(KnownDrives &known, std::vector<std::unique_ptr<DriveProbe>> probes,
               QObject *parent = nullptr);

public Q_SLOTS:
    void start();
    void mount(const QString &id);

Q_SIGNALS:
    void drivesChanged(const std::vector<cairn::gui::Drive> &drives);
    void mounted(const QString &id, const QString &problem);

private:
    struct Source
    {
        std::unique_ptr<DriveProbe> probe;
        std::optional<std::vector<Drive>> drives; // none: it knows nothing
    };
    [[nodiscard]] const Source *best() const;
    void tell();

    KnownDrives &m_known;
    std::vector<Source> m_sources;
    std::optional<std::vector<Drive>> m_told;
};

} // namespace cairn::gui
