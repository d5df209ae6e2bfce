// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/catalog_values.h"

#include <QComboBox>

#include <vector>

namespace cairn::gui {

// The versions of a backup, the newest first, in groups by month.
class VersionCombo final : public QComboBox
{
    Q_OBJECT
public:
    explicit VersionCombo(QWidget *parent = nullptr);

    // Newest first; the newest is chosen then. Tells nothing.
    void setVersions(const std::vector<CatalogVersion> &versions);
    [[nodiscard]] int version() const; // by its place among them; -1: none
    void setVersion(int version);      // likewise; one that is not there changes nothing

Q_SIGNALS:
    void versionChanged(int version);

private:
    void addMonth(const QString &name);
};

} // namespace cairn::gui
