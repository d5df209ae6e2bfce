// SPDX-License-Identifier: MIT
#include "app/gui/widgets/preview_pane.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QPlainTextEdit>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

enum Page { Nothing, Fetching, Text, Picture, Message, Stopped };

} // namespace

PreviewPane::PreviewPane(QWidget *parent)
    : QStackedWidget(parent)
    , m_fetching(textLabel({}, "small", this))
    , m_text(new QPlainTextEdit(this))
    , m_picture(new QLabel(this))
    , m_message(textLabel({}, "small", this))
    , m_stopped(textLabel(tr("Not fetched: it was stopped."), "small", this))
    , m_cut(textLabel(tr("Only the beginning is shown."), "small", this))
{
    setObjectName(u"restore.preview"_s);
    setAccessibleName(tr("Preview"));
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setAccessibleName(tr("Picture"));
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_message->setObjectName(u"restore.previewFailed"_s);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    addWidget(new QWidget(this));
    addWidget(buildFetching());
    addWidget(buildText());
    addWidget(m_picture);
    addWidget(m_message);
    addWidget(buildStopped());
}

QWidget *PreviewPane::buildFetching()
{
    auto *page = new QWidget(this);
    QPushButton *cancel = button(tr("Cancel"), "quiet", u"restore.previewCancel"_s, page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_fetching);
    column->addWidget(cancel, 0, Qt::AlignLeading);
    column->addStretch();
    connect(cancel, &QPushButton::clicked, this, [this] {
        showStopped();
        Q_EMIT cancelled();
    });
    return page;
}

QWidget *PreviewPane::buildText()
{
    auto *page = new QWidget(this);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("What the file held"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_cut->setObjectName(u"restore.previewCut"_s);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_text, 1);
    column->addWidget(m_cut);
    return page;
}

QWidget *PreviewPane::buildStopped()
{
    auto *page = new QWidget(this);
    m_stopped->setObjectName(u"restore.previewStopped"_s);
    m_stopped->setWordWrap(true);
    QPushButton *again = button(tr("Show preview"), "quiet", u"restore.previewAgain"_s, page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stopped);
    column->addWidget(again, 0, Qt::AlignLeading);
    column->addStretch();
    connect(again, &QPushButton::clicked, this, &PreviewPane::againWanted);
    return page;
}

void PreviewPane::showStopped()
{
    m_image = {};
    setCurrentIndex(Stopped);
}

void PreviewPane::showNothing()
{
    m_image = {};
    setCurrentIndex(Nothing);
}

void PreviewPane::showFetching(qint64 bytes)
{
    m_fetching->setText(tr("Fetching %1…").arg(sizeText(bytes)));
    setCurrentIndex(Fetching);
}

void PreviewPane::showContent(const PreviewContent &content)
{
    switch (content.kind) {
    case PreviewContent::Kind::Text:
        if (content.text.isEmpty()) {
            m_message->setText(tr("This file is empty."));
            setCurrentIndex(Message);
            return;
        }
        [[fallthrough]];
    case PreviewContent::Kind::Bytes:
        m_text->setPlainText(content.text);
        m_cut->setVisible(!content.isWhole);
        setCurrentIndex(Text);
        return;
    case PreviewContent::Kind::Image:
        m_image = content.image;
        setCurrentIndex(Picture);
        fitImage();
        return;
    case PreviewContent::Kind::Failed:
        m_message->setText(content.text);
        setCurrentIndex(Message);
        return;
    case PreviewContent::Kind::Stopped:
        showStopped();
        return;
    }
}

void PreviewPane::resizeEvent(QResizeEvent *event)
{
    QStackedWidget::resizeEvent(event);
    fitImage();
}

void PreviewPane::fitImage()
{
    if (m_image.isNull())
        return;
    const qreal ratio = devicePixelRatioF();
    const QSize room = (QSizeF(size()) * ratio).toSize();
    const bool isLarger = m_image.width() > room.width() || m_image.height() > room.height();
    QPixmap shown = QPixmap::fromImage(
        isLarger ? m_image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation) : m_image);
    shown.setDevicePixelRatio(ratio);
    m_picture->setPixmap(shown);
}

} // namespace cairn::gui
