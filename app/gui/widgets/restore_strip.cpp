// SPDX-License-Identifier: MIT
#include "app/gui/widgets/restore_strip.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/parts_label.h"

#include <QBoxLayout>
#include <QLocale>

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastBar = 32; // and the sentence still has its place

} // namespace

std::optional<double> shareOf(const RestoreProgress &progress)
{
    if (progress.bytesTotal <= 0)
        return std::nullopt;
    return std::min(1.0, double(progress.bytesDone) / double(progress.bytesTotal));
}

QString restoreText(const RestoreProgress &progress)
{
    if (progress.filesTotal <= 0)
        return RestoreStrip::tr("Looking at what is there…");
    QStringList parts;
    const QLocale locale;
    parts << RestoreStrip::tr("%1 of %n file(s)", nullptr,
                              int(std::min<qint64>(progress.filesTotal, INT_MAX)))
                 .arg(locale.toString(progress.filesDone));
    if (progress.bytesPerSecond > 0)
        parts << speedText(progress.bytesPerSecond);
    parts << timeLeftText(progress.secondsLeft, progress.mostSecondsLeft);
    return parts.join(u"  ·  "_s);
}

RestoreStrip::RestoreStrip(QWidget *parent)
    : QFrame(parent)
    , m_name(textLabel(tr("Restoring"), "heading", this))
    , m_bar(new ProgressStrip(this))
    , m_text(new PartsLabel(this))
    , m_stop(button(tr("Stop"), "", u"main.restoreStrip.stop"_s, this))
{
    setObjectName(u"main.restoreStrip"_s);
    setProperty("card", true);
    setAccessibleName(tr("Restoring"));
    m_bar->setMinimumWidth(kLeastBar);
    m_bar->setMaximumWidth(160);
    m_bar->setAccessibleName(tr("Progress of the restore"));
    m_text->setObjectName(u"main.restoreStrip.text"_s);
    m_stop->setAccessibleName(tr("Stop the restore"));
    m_stop->setToolTip(tr("Files that are there by then are whole."));
    QPushButton *shown = button(tr("Show"), "", u"main.restoreStrip.show"_s, this);
    shown->setAccessibleName(tr("Show the restore"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(m_name);
    row->addWidget(m_bar);
    row->addWidget(m_text, 1);
    row->addWidget(shown);
    row->addWidget(m_stop);
    connect(shown, &QPushButton::clicked, this, &RestoreStrip::showClicked);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        Q_EMIT stopClicked();
    });
    hide();
}

void RestoreStrip::showProgress(const RestoreProgress &progress)
{
    if (isHidden())
        m_stop->setEnabled(true);
    showShare(m_bar, shareOf(progress));
    const QString text = restoreText(progress);
    m_text->setText(text);
    setDescriptionOf(this, text);
    show();
}

void RestoreStrip::end()
{
    hide();
}

} // namespace cairn::gui
