package i18n

// Texts about files that a person names at the window.
const (
	NamedFile    Key = "named.file"
	NamedWhole   Key = "named.whole"
	NamedExists  Key = "named.exists"
	NamedMissing Key = "named.missing"
	NamedDenied  Key = "named.denied"
	NamedFolder  Key = "named.folder"
	NamedLarge   Key = "named.large"
	NamedFailed  Key = "named.failed"
)

func named() []entry {
	return []entry{
		{NamedFile, "File", "文件"},
		{NamedWhole, "Type the whole path of the file, from the root or the drive on.", "请输入文件的完整路径（从根目录或盘符开始）。"},
		{NamedExists, "%s is there already; name a new file.", "%s 已存在，请另起文件名。"},
		{NamedMissing, "%s: there is no such file or folder; look at the path, or plug the stick in.", "%s：没有该文件或文件夹，请核对路径或插入 U 盘。"},
		{NamedDenied, "%s: this user may not read or write there; name another place.", "%s：当前用户无权读写，请换一个位置。"},
		{NamedFolder, "%s is a folder; name a file in it.", "%s 是文件夹，请指定其中的文件。"},
		{NamedLarge, "%s is too large for such a file; it has at most %d bytes.", "%s 过大：此类文件最多 %d 字节。"},
		{NamedFailed, "%s could not be written or read", "%s 无法写入或读取"},
	}
}
