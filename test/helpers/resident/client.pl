# perl client.pl SOCKET PROGRAM… FOLDER TOOL ARGUMENT…: asks the resident practice program, and starts PROGRAM itself where that cannot
# answer. A start of this takes a tenth of Node's. PROGRAM ends at a word `--`.
$SIG{TERM} = 'IGNORE';
$SIG{PIPE} = sub { exit 141 };
$path = shift;
while (@ARGV and ($word = shift) ne '--') { push @program, $word }
socket(S, 1, 1, 0) or itself();
connect(S, pack('S a108', 1, $path)) or itself();
$cwd = readlink "/proc/$$/cwd";
put(join("\0", -t STDIN ? 'tty' : -c STDIN ? 'none' : '', $cwd, scalar @ARGV, @ARGV, map { "$_=$ENV{$_}" } keys %ENV));
while (1) {
  ($kind, $length) = unpack 'a N', get(5);
  $text = get($length);
  if ($kind eq 'o') { out(*STDOUT, $text) }
  elsif ($kind eq 'e') { out(*STDERR, $text) }
  elsif ($kind eq 'r') { $all = ''; while (sysread STDIN, $piece, 65536) { $all .= $piece } put($all) }
  elsif ($kind eq 'n') { itself() }
  elsif ($kind eq 'k') { kill 9, $$; sleep 9 }
  else { exit $text }
}
sub itself { exec @program, @ARGV; exit 127 }
sub put { out(*S, pack('N', length $_[0]) . $_[0]) }
sub out {
  my ($to, $text) = @_;
  for (my $at = 0; $at < length $text; ) {
    my $wrote = syswrite $to, $text, length($text) - $at, $at;
    if (defined $wrote) { $at += $wrote }
    elsif ($! == 11) { select undef, undef, undef, 0.001 }
    else { exit 141 }
  }
}
sub get {
  my ($wanted, $text) = ($_[0], '');
  while (length $text < $wanted) {
    my $count = sysread S, $text, $wanted - length $text, length $text;
    exit 70 unless $count;
  }
  return $text;
}
