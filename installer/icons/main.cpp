// SPDX-License-Identifier: MIT
// cairn_icons OUTDIR: writes the product mark as icons of the theme hicolor, drawn from the same
// paths as the program's own.
#include "app/gui/style/icon_paths.h"
#include "app/gui/style/theme.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSaveFile>

#include <array>
#include <cstdio>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

constexpr qreal kGrid = 64;
constexpr std::array kSides = {16, 22, 24, 32, 48, 64, 128, 256, 512};

// What desktops put their own colour into.
const QColor kSymbolic(0xBEBEBE);

QColor colorOf(qsizetype stone, qsizetype count)
{
    const Theme &theme = Theme::light();
    return stone == count - 1 ? theme.ok : theme.accent;
}

QImage image(int side)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / kGrid, side / kGrid);
    const QList<QPainterPath> stones = markStones();
    for (qsizetype i = 0; i < stones.size(); ++i)
        painter.fillPath(stones[i], colorOf(i, stones.size()));
    return image;
}

QString number(qreal value)
{
    return QString::number(value, 'g', 6);
}

// The letters of a path in SVG. A curve is three elements: two handles and its end.
QString svgPath(const QPainterPath &path)
{
    QString made;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element at = path.elementAt(i);
        made += at.type == QPainterPath::MoveToElement    ? u"M"_s
                : at.type == QPainterPath::LineToElement  ? u"L"_s
                : at.type == QPainterPath::CurveToElement ? u"C"_s
                                                          : u" "_s;
        made += number(at.x) % u' ' % number(at.y);
    }
    return made % u'Z';
}

QString svg(bool symbolic)
{
    const QString side = number(symbolic ? 16 : kGrid);
    QString made = u"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%1\" "
                   u"viewBox=\"0 0 64 64\">\n"_s.arg(side);
    const QList<QPainterPath> stones = markStones();
    for (qsizetype i = 0; i < stones.size(); ++i)
        made += u"  <path fill=\"%1\" d=\"%2\"/>\n"_s.arg(
            (symbolic ? kSymbolic : colorOf(i, stones.size())).name(), svgPath(stones[i]));
    return made % u"</svg>\n"_s;
}

bool writeSvg(const QString &path, const QString &text)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit();
}

bool writeAll(const QDir &out)
{
    for (const int side : kSides) {
        const QString folder = u"%1x%1/apps"_s.arg(side);
        if (!out.mkpath(folder) || !image(side).save(out.filePath(folder % u"/cairn.png"_s)))
            return false;
    }
    return out.mkpath(u"scalable/apps"_s) && out.mkpath(u"symbolic/apps"_s) &&
           writeSvg(out.filePath(u"scalable/apps/cairn.svg"_s), svg(false)) &&
           writeSvg(out.filePath(u"symbolic/apps/cairn-symbolic.svg"_s), svg(true));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const QDir out(QString::fromLocal8Bit(argv[1]));
    if (writeAll(out))
        return 0;
    std::fprintf(stderr, "The icons could not be written to %s\n", argv[1]);
    return 1;
}
