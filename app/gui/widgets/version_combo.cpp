// SPDX-License-Identifier: MIT
#include "app/gui/widgets/version_combo.h"

#include "app/gui/texts.h"

#include <QDateTime>
#include <QLocale>
#include <QSignalBlocker>
#include <QStandardItemModel>

namespace cairn::gui {

using namespace Qt::StringLiterals;

VersionCombo::VersionCombo(QWidget *parent)
    : QComboBox(parent)
{
    connect(this, &QComboBox::currentIndexChanged, this, [this] {
        if (version() >= 0)
            Q_EMIT versionChanged(version());
    });
}

// Names what follows, and cannot be chosen.
void VersionCombo::addMonth(const QString &name)
{
    addItem(name);
    auto *items = qobject_cast<QStandardItemModel *>(model());
    items->item(count() - 1)->setFlags(Qt::NoItemFlags);
}

void VersionCombo::setVersions(const std::vector<CatalogVersion> &versions)
{
    const QSignalBlocker blocked(this);
    clear();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QString month;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const CatalogVersion &one = versions[i];
        const QString its =
            QLocale().toString(QDateTime::fromSecsSinceEpoch(one.time).date(), u"MMMM yyyy"_s);
        if (its != month)
            addMonth(its);
        month = its;
        addItem(
            (one.partial ? tr("%1 · version %2 of %3 · incomplete") : tr("%1 · version %2 of %3"))
                .arg(momentText(one.time, now))
                .arg(qint64(versions.size()) - one.index)
                .arg(versions.size()),
            int(i));
    }
    setVersion(0);
}

int VersionCombo::version() const
{
    const QVariant place = currentData();
    return place.isValid() ? place.toInt() : -1;
}

void VersionCombo::setVersion(int version)
{
    if (const int at = findData(version); at >= 0)
        setCurrentIndex(at);
}

} // namespace cairn::gui
