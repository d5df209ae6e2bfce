// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QList>
#include <QWidget>

namespace cairn::gui {

// One version of a backup as the scrubber shows it.
struct TimelineVersion
{
    QDateTime when;
    qint64 filesChanged = 0;
};

// All versions of a backup as bars, the oldest at the start; the higher, the more files changed.
// A slider for the keyboard and for screen readers.
class TimelineScrubber final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineScrubber(QWidget *parent = nullptr);

    // The oldest first. The newest becomes the current one, without a signal.
    void setVersions(const QList<TimelineVersion> &versions);
    const QList<TimelineVersion> &versions() const { return m_versions; }
    int current() const { return m_current; } // -1 without versions
    void setCurrent(int index);

    // "Version 34 of 42, Sunday 12 July 2026 19:00, 214 files changed"
    QString describe(int index) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF barsRect() const;
    QRectF slot(int index) const;
    int indexAt(qreal x) const;
    int monthAway(int months) const;
    void paintVersion(QPainter &painter, int index) const;
    void paintMonths(QPainter &painter) const;

    QList<TimelineVersion> m_versions;
    qint64 m_most = 0;
    int m_current = -1;
    int m_hover = -1;
};

} // namespace cairn::gui
